using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>What somebody needs to know, asked where it came up.</summary>
public sealed class QuestionTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static int _clients = 9_000;

    [Fact]
    public async Task R4_Question_AskedAndAnswered_HasWhoAndWhenOfEach()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Comment);
        await DoAsync(room, RoomCluster.Bea, new AskQuestion("q1", "s1", "open late", " How late? "));
        await DoAsync(room, RoomCluster.Ada, new AnswerQuestion("q1", "a1", "Until nine.", "https://example.org/hours"));
        await DoAsync(room, RoomCluster.Bea, new CloseQuestion("q1"));

        var question = await QuestionAsync(room, "q1");
        Assert.Equal(("s1", "open late", "How late?", "bea", "bea"), (question["stepId"], question["quote"], question["text"], question["by"], question["closedBy"]));
        Assert.True((double)question["at"]! <= (double)question["closedAt"]!);
        var answer = Assert.Single(((List<object?>)question["answers"]!).Cast<Dictionary<string, object?>>());
        Assert.Equal(("a1", "ada", "Until nine.", "https://example.org/hours"), (answer["id"], answer["by"], answer["text"], answer["url"]));
    }

    [Fact]
    public async Task R5_Answer_Kept_IsAResourceOfWhoGaveIt_AtTheQuestionsStep()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Comment);
        await DoAsync(room, RoomCluster.Ada, new AskQuestion("q1", "s1", "", $"{new string('x', 250)}\nand more"));
        await DoAsync(room, RoomCluster.Bea, new AnswerQuestion("q1", "a1", "Until nine.", "https://example.org/hours"));
        await DoAsync(room, RoomCluster.Ada, new CloseQuestion("q1"));
        await DoAsync(room, RoomCluster.Ada, new KeepAnswer("q1", "a1", "r1"));

        var resource = (Dictionary<string, object?>)(await ReadAsync(room)).GetMap("resources").ToJson()["r1"]!;
        Assert.Equal(("peer", "bea", "Until nine.", "https://example.org/hours", "q1", "a1"), (resource["kind"], resource["by"], resource["note"], resource["url"], resource["questionId"], resource["answerId"]));
        Assert.Equal(new string('x', 200), resource["title"]);
        Assert.Equal(["s1"], (List<object?>)resource["stepIds"]!);
        await DoAsync(room, RoomCluster.Ada, new PullResource("r1", "s1"));
    }

    [Fact]
    public async Task Question_Repeated_IsAskedOnce()
    {
        var room = await cluster.WorkspaceAsync();
        var ask = RoomCluster.Command(RoomCluster.Ada, new AskQuestion("q1", null, "", "How late?"), "c1");
        var first = await room.CommandAsync(ask);
        var again = await room.CommandAsync(ask);
        await DoAsync(room, RoomCluster.Ada, new AnswerQuestion("q1", "a1", "Until nine.", ""), "c2");
        await DoAsync(room, RoomCluster.Ada, new AnswerQuestion("q1", "a1", "Until nine.", ""), "c2");

        Assert.Equal((first.Sequence, null), (again.Sequence, again.Refusal));
        Assert.Single((List<object?>)(await QuestionAsync(room, "q1"))["answers"]!);
    }

    [Theory]
    [InlineData(Right.Observe, RefusalCodes.NoRight, RefusalCodes.NoRight)]
    [InlineData(Right.Comment, null, RefusalCodes.NoRight)]
    [InlineData(Right.Edit, null, null)]
    public async Task Question_AboveOnesRight_IsRefused(Right right, string? asks, string? keeps)
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, right);
        await DoAsync(room, RoomCluster.Ada, new AskQuestion("q0", null, "", "How late?"));
        await DoAsync(room, RoomCluster.Ada, new AnswerQuestion("q0", "a0", "Until nine.", ""));

        Assert.Equal(asks, await CodeAsync(new AskQuestion("q1", null, "", "How late?")));
        Assert.Equal(asks, await CodeAsync(new AnswerQuestion("q0", "a1", "Until ten.", "")));
        Assert.Equal(keeps, await CodeAsync(new KeepAnswer("q0", "a0", "r0")));
        Assert.Equal(asks, await CodeAsync(new CloseQuestion("q0")));
        Assert.Equal(keeps is null ? RefusalCodes.InvalidCommand : keeps, await CodeAsync(new ReleaseQuestion("q0", Askable.Tutor, "")));

        async Task<string?> CodeAsync(RoomCommand command) => (await room.CommandAsync(RoomCluster.Command(RoomCluster.Bea, command))).Refusal?.Code;
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Command_Invalid_IsRefusedWithAReason_AndChangesNothing(RoomCommand command, string reason)
    {
        var room = await cluster.WorkspaceAsync();
        await DoAsync(room, RoomCluster.Ada, new AskQuestion("open", null, "", "How late?"));
        await DoAsync(room, RoomCluster.Ada, new AnswerQuestion("open", "a1", "Until nine.", ""));
        await DoAsync(room, RoomCluster.Ada, new KeepAnswer("open", "a1", "kept"));
        await DoAsync(room, RoomCluster.Ada, new AskQuestion("closed", null, "", "How late?"));
        await DoAsync(room, RoomCluster.Ada, new CloseQuestion("closed"));
        var before = (await ReadAsync(room)).EncodeStateVector();

        var reply = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command));

        Assert.Equal((RefusalCodes.InvalidCommand, reason), (reply.Refusal?.Code, reply.Refusal?.Message));
        Assert.Equal(before, (await ReadAsync(room)).EncodeStateVector());
    }

    public static TheoryData<RoomCommand, string> Invalid => new()
    {
        { new AskQuestion("open", null, "", "Again?"), "There is a question of this id already." },
        { new AskQuestion("q/1", null, "", "How?"), "An id has 1 to 64 of a-z A-Z 0-9 . _ -" },
        { new AskQuestion("q", "a step", "", "How?"), "An id has 1 to 64 of a-z A-Z 0-9 . _ -" },
        { new AskQuestion("q", null, "", " "), "A question has 1 to 4000 characters." },
        { new AskQuestion("q", null, "", new string('x', 4_001)), "A question has 1 to 4000 characters." },
        { new AskQuestion("q", null, null!, "How?"), "The quote has at most 2000 characters." },
        { new AskQuestion("q", null, new string('x', 2_001), "How?"), "The quote has at most 2000 characters." },
        { new AnswerQuestion("none", "a", "So.", ""), "There is no such question." },
        { new AnswerQuestion(null!, "a", "So.", ""), "There is no such question." },
        { new AnswerQuestion("closed", "a", "So.", ""), "The question is closed." },
        { new AnswerQuestion("open", "a1", "So.", ""), "There is an answer of this id already." },
        { new AnswerQuestion("open", "a", "", ""), "An answer has 1 to 4000 characters." },
        { new AnswerQuestion("open", "a", "So.", "file:///etc/passwd"), "An address begins with http:// or https:// and has at most 2000 characters." },
        { new KeepAnswer("open", "none", "r"), "There is no such answer." },
        { new KeepAnswer("open", null!, "r"), "There is no such answer." },
        { new KeepAnswer("open", "a1", "r"), "This answer is a resource already." },
        { new CloseQuestion("none"), "There is no such question." },
        { new CloseQuestion("closed"), "The question is closed." },
        { new ReleaseQuestion("open", Askable.Tutor, ""), "Only a cohort's workspace has somebody beyond the group to ask." },
    };

    [Fact]
    public async Task Limits_OfQuestionsAnswersAndResources_AreKept()
    {
        var before = cluster.Options;
        cluster.Options = before with { QuestionsMax = 2, AnswersMax = 2, ResourcesMax = 1 };
        await cluster.RestartAsync();
        var room = await cluster.WorkspaceAsync();
        foreach (var id in (string[])["1", "2"])
        {
            await DoAsync(room, RoomCluster.Ada, new AskQuestion(id, null, "", "How?"));
            await DoAsync(room, RoomCluster.Ada, new AnswerQuestion("1", id, "So.", ""));
        }

        await DoAsync(room, RoomCluster.Ada, new KeepAnswer("1", "1", "1"));
        foreach (var (command, most) in ((RoomCommand, int)[])[(new AskQuestion("3", null, "", "How?"), 2), (new AnswerQuestion("1", "3", "So.", ""), 2), (new KeepAnswer("1", "2", "2"), 1), (new AddResource("2", "Title", "", "", []), 1)])
        {
            Assert.Equal($"There are {most} already.", (await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command))).Refusal?.Message);
        }

        cluster.Options = before;
        await cluster.RestartAsync();
    }

    [Fact]
    public void R15_Question_InACohortsWorkspace_IsReleasedOnceToEachAndToPeersBeforeTutors()
    {
        var state = new RoomState { Cohort = new CohortPlace("c1", "g1", 1) };
        var doc = new YDoc(new YDocOptions { ClientId = 3 });
        Happens(new QuestionAsked("q1", null, "open late", "How late?"));
        var release = new ReleaseQuestion("q1", Askable.Cohort, "open");
        Assert.Null(LearningRules.Fault(release, state, new LiveOptions()));
        Assert.Equal("The other groups are asked before the tutors.", LearningRules.Fault(release with { To = Askable.Tutor }, state, new LiveOptions()));
        Assert.Null(LearningRules.Fault(release with { To = Askable.Client }, state, new LiveOptions()));
        Assert.Equal("A question goes to one of cohort, tutor, client.", LearningRules.Fault(release with { To = "judge" }, state, new LiveOptions()));
        Assert.Equal("The quote has at most 2000 characters.", LearningRules.Fault(release with { Quote = null! }, state, new LiveOptions()));
        Assert.Equal("There is no such question.", LearningRules.Fault(release with { QuestionId = "none" }, state, new LiveOptions()));

        Happens(new QuestionReleased("q1", Askable.Cohort, "open"));
        Assert.Equal("The question went there already.", LearningRules.Fault(release, state, new LiveOptions()));
        Assert.Null(LearningRules.Fault(release with { To = Askable.Tutor }, state, new LiveOptions()));
        var released = (Dictionary<string, object?>)((Dictionary<string, object?>)doc.GetMap("questions").ToJson()["q1"]!)["released"]!;
        Assert.Equal(("open", "ada", 5d), (((Dictionary<string, object?>)released["cohort"]!)["quote"], ((Dictionary<string, object?>)released["cohort"]!)["by"], ((Dictionary<string, object?>)released["cohort"]!)["at"]));
        Happens(new QuestionClosed("q1"));
        Assert.Equal("The question is closed.", LearningRules.Fault(release with { To = Askable.Tutor }, state, new LiveOptions()));

        void Happens(RoomEvent happened)
        {
            new RoomProjection(doc, "ada", 5).Project(happened, RoomKind.Workspace, state);
            state.Apply(happened, "ada", 5);
        }
    }

    private static async Task DoAsync(IRoomGrain room, Caller caller, RoomCommand command, string? id = null) => Assert.Null((await room.CommandAsync(RoomCluster.Command(caller, command, id))).Refusal);

    private async Task<Dictionary<string, object?>> QuestionAsync(IRoomGrain room, string id) => (Dictionary<string, object?>)(await ReadAsync(room)).GetMap("questions").ToJson()[id]!;

    private async Task<YDoc> ReadAsync(IRoomGrain room) => (await cluster.ClientAsync(room, RoomCluster.Ada, Interlocked.Increment(ref _clients), DocumentParts.Room)).Doc;
}
