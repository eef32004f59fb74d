using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using Xunit;
using static RealLearning.Grains.Tests.Support.TestClients;

namespace RealLearning.Grains.Tests;

/// <summary>A question is put to the client (R9), with as much of the passage as the group lets go.</summary>
public sealed class ClientQuestionTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task R9_Question_PutToTheClient_ComesBackWithTheClientsName()
    {
        var work = await NewAsync(cluster);
        await AskAsync(work, "q1", "May we name the street?", "Dock Street");

        var asked = Assert.Single((await work.DeskAsync(Rosa, static desk => desk.Asked.Count == 1)).Asked);
        Assert.Equal(("May we name the street?", "Dock Street", "Group one", "Win readers back", false), (asked.Text, asked.Quote, asked.Group, asked.Challenge, asked.IsAnswered));
        Assert.Empty((await work.DeskAsync(Jo)).Asked);
        Assert.Empty((await work.Cohort.TodayAsync(TestCohorts.Tutor))!.Questions);
        Assert.Empty((await work.Cohort.TodayAsync(RoomCluster.Cyd))!.Questions);
        foreach (var other in new[] { TestCohorts.Tutor, RoomCluster.Cyd })
        {
            Assert.Equal(RefusalCodes.UnknownDocument, (await work.Cohort.CommandAsync(other, Answer(work, "q1", "a0"))).Refusal?.Code);
        }

        Assert.Equal(RefusalCodes.NoRight, (await work.Cohort.CommandAsync(Jo, Answer(work, "q1", "a0"))).Refusal?.Code);
        await work.Cohort.DoneAsync(Answer(work, "q1", "a1"), Rosa);
        await work.Cohort.DoneAsync(Answer(work, "q1", "a1"), Rosa);

        // At once for who answered, and for a colleague without the words.
        var own = (await work.DeskAsync(Rosa)).Asked[0];
        Assert.Equal((true, "Yes, gladly"), (own.IsAnswered, own.Answers.Single().Text));
        var others = (await work.DeskAsync(Marco)).Asked[0];
        Assert.True(others.IsAnswered);
        Assert.Empty(others.Answers);

        var question = (Dictionary<string, object?>)(await work.RootAsync("questions"))["q1"]!;
        var answer = Assert.Single(((List<object?>)question["answers"]!).Cast<Dictionary<string, object?>>());
        Assert.Equal(("rosa", "Yes, gladly", "client"), (answer["by"], answer["text"], answer["from"]));
        Assert.Contains((await work.Workspace.PeopleAsync(Ada)).People, static person => person is { PersonId: "rosa", Name: "Rosa Bianchi", Right: Right.None });
        await work.DoAsync(new KeepAnswer("q1", "a1", "kept"));
        Assert.Equal("rosa", ((Dictionary<string, object?>)(await work.RootAsync("resources"))["kept"]!)["by"]);
    }

    [Fact]
    public async Task Question_Closed_IsSeenOnByWhoAnswered_AndByNobodyElse()
    {
        var work = await NewAsync(cluster);
        await AskAsync(work, "q1", "One?", "");
        await AskAsync(work, "q2", "Two?", "");
        await work.DeskAsync(Rosa, static desk => desk.Asked.Count == 2);
        await work.Cohort.DoneAsync(Answer(work, "q1", "a1"), Rosa);
        await work.DoAsync(new CloseQuestion("q1"));
        await work.DoAsync(new CloseQuestion("q2"));

        var asked = Assert.Single((await work.DeskAsync(Rosa, static desk => desk.Asked.Count == 1)).Asked);
        Assert.Equal(("q1", true), (asked.QuestionId, asked.IsClosed));
        Assert.Empty((await work.DeskAsync(Marco)).Asked);
        Assert.Equal(RefusalCodes.UnknownDocument, (await work.Cohort.CommandAsync(Marco, Answer(work, "q2", "a2"))).Refusal?.Code);
    }

    [Fact]
    public async Task Question_KeptAmongTheGroupOrLetGoElsewhere_IsNothingToAClient()
    {
        var work = await NewAsync(cluster);
        await work.DoAsync(new AskQuestion("q1", null, "", "Among us"));
        await work.DoAsync(new AskQuestion("q2", null, "", "For others"));
        await work.DoAsync(new ReleaseQuestion("q2", Askable.Cohort, ""));
        await work.DoAsync(new ReleaseQuestion("q2", Askable.Tutor, ""));
        await AskAsync(work, "q3", "For you", "");

        Assert.Equal(["q3"], (await work.DeskAsync(Rosa, static desk => desk.Asked.Count > 0)).Asked.Select(static asked => asked.QuestionId));
        foreach (var id in new[] { "q1", "q2" })
        {
            Assert.Equal((id, RefusalCodes.UnknownDocument), (id, (await work.Cohort.CommandAsync(Rosa, Answer(work, id, $"a-{id}"))).Refusal?.Code));
            Assert.Equal((id, RefusalCodes.UnknownDocument), (id, (await work.Workspace.AnswerAsync("c", Rosa, Askable.Client, new AnswerQuestion(id, "a", "Let me in", ""))).Refusal?.Code));
        }
    }

    [Fact]
    public async Task ClientQuestionsMax_IsALimitOfWhatWaits()
    {
        var before = cluster.Options;
        cluster.Options = before with { ClientQuestionsMax = 1 };
        await cluster.RestartAsync();
        var work = await NewAsync(cluster);
        await AskAsync(work, "q1", "One?", "");
        await work.DoAsync(new AskQuestion("q2", null, "", "Two?"));
        Assert.Contains("At most 1 questions wait", await work.FaultAsync(new ReleaseQuestion("q2", Askable.Client, "")), StringComparison.Ordinal);
        await work.DoAsync(new ReleaseQuestion("q2", Askable.Cohort, ""));

        await work.DeskAsync(Rosa, static desk => desk.Asked.Count == 1);
        await work.Cohort.DoneAsync(Answer(work, "q1", "a1"), Rosa);
        await work.DoAsync(new ReleaseQuestion("q2", Askable.Client, ""));
        cluster.Options = before;
        await cluster.RestartAsync();
    }

    private static AnswerReleased Answer(TestClients work, string questionId, string answerId) => new(work.Key.Id, questionId, answerId, " Yes, gladly ", "");

    private static async Task AskAsync(TestClients work, string id, string text, string quote)
    {
        await work.DoAsync(new AskQuestion(id, "s1", $"{quote} and more that stays here", text));
        await work.DoAsync(new ReleaseQuestion(id, Askable.Client, quote));
    }
}
