using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>What a group of a workspace learns from, and what it drew on.</summary>
public sealed class ResourceTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static int _clients = 8_000;

    [Fact]
    public async Task R5_Resource_Added_IsSeenWithWhoFoundItAndWhen()
    {
        var room = await cluster.WorkspaceAsync();
        await DoAsync(room, RoomCluster.Ada, Resource("r1") with { Title = " How to write an opening line ", StepIds = ["s1", "s2", "s1"] });

        var resource = (await MapAsync(room, "resources"))["r1"];
        Assert.Equal(("How to write an opening line", "https://example.org/opening", "Three examples.", "found", "ada"), (resource["title"], resource["url"], resource["note"], resource["kind"], resource["by"]));
        Assert.Equal(["s1", "s2"], (List<object?>)resource["stepIds"]!);
        Assert.IsType<double>(resource["at"]);
    }

    [Fact]
    public async Task R3_Resource_Pulled_IsRecordedWithItsStep_NewestLast()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        await DoAsync(room, RoomCluster.Ada, Resource("r1"));
        await DoAsync(room, RoomCluster.Ada, new PullResource("r1", "s1"));
        await DoAsync(room, RoomCluster.Bea, new PullResource("r1", null));

        Assert.Equal([("r1", "s1", "ada"), ("r1", null, "bea")], (await PullsAsync(room)).Select(pull => ((string)pull["resourceId"]!, (string?)pull["stepId"], (string)pull["by"]!)));
    }

    [Fact]
    public async Task Pull_Repeated_IsRecordedOnce()
    {
        var room = await cluster.WorkspaceAsync();
        await DoAsync(room, RoomCluster.Ada, Resource("r1"));
        var pull = RoomCluster.Command(RoomCluster.Ada, new PullResource("r1", "s1"), "p1");
        var first = await room.CommandAsync(pull);
        var again = await room.CommandAsync(pull);

        Assert.Equal((first.Sequence, null), (again.Sequence, again.Refusal));
        Assert.Single(await PullsAsync(room));
    }

    [Fact]
    public async Task Pulls_MoreThanAreKept_LoseTheOldest()
    {
        var room = await cluster.WorkspaceAsync();
        await DoAsync(room, RoomCluster.Ada, Resource("r1"));
        for (var i = 0; i <= 500; i++)
        {
            await DoAsync(room, RoomCluster.Ada, new PullResource("r1", $"s{i}"));
        }

        var pulls = await PullsAsync(room);
        Assert.Equal((500, "s1", "s500"), (pulls.Count, pulls[0]["stepId"], pulls[^1]["stepId"]));
    }

    [Theory]
    [InlineData(Right.Observe, RefusalCodes.NoRight)]
    [InlineData(Right.Comment, RefusalCodes.NoRight)]
    [InlineData(Right.Edit, null)]
    public async Task Resource_OfWhoMayNotEdit_IsRefused(Right right, string? refusal)
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, right);
        await DoAsync(room, RoomCluster.Ada, Resource("r1"));

        Assert.Equal(refusal, (await room.CommandAsync(RoomCluster.Command(RoomCluster.Bea, Resource("r2")))).Refusal?.Code);
        Assert.Equal(refusal, (await room.CommandAsync(RoomCluster.Command(RoomCluster.Bea, new PullResource("r1", null)))).Refusal?.Code);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Command_Invalid_IsRefusedWithAReason_AndChangesNothing(RoomCommand command, string reason)
    {
        var room = await cluster.WorkspaceAsync();
        await DoAsync(room, RoomCluster.Ada, Resource("r1"));

        var reply = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command));

        Assert.Equal((RefusalCodes.InvalidCommand, reason), (reply.Refusal?.Code, reply.Refusal?.Message));
        Assert.Single(await MapAsync(room, "resources"));
        Assert.Empty(await PullsAsync(room));
    }

    public static TheoryData<RoomCommand, string> Invalid => new()
    {
        { Resource("r1"), "There is a resource of this id already." },
        { Resource("../r"), "An id has 1 to 64 of a-z A-Z 0-9 . _ -" },
        { Resource(null!), "An id has 1 to 64 of a-z A-Z 0-9 . _ -" },
        { Resource("r") with { Title = " " }, "A title has 1 to 200 characters." },
        { Resource("r") with { Title = new string('x', 201) }, "A title has 1 to 200 characters." },
        { Resource("r") with { Url = "javascript:alert(1)" }, "An address begins with http:// or https:// and has at most 2000 characters." },
        { Resource("r") with { Url = null! }, "An address begins with http:// or https:// and has at most 2000 characters." },
        { Resource("r") with { Url = $"https://example.org/{new string('x', 2_000)}" }, "An address begins with http:// or https:// and has at most 2000 characters." },
        { Resource("r") with { Note = new string('x', 4_001) }, "The note has at most 4000 characters." },
        { Resource("r") with { Note = null! }, "The note has at most 4000 characters." },
        { Resource("r") with { StepIds = null! }, "A resource belongs to at most 60 steps." },
        { Resource("r") with { StepIds = [.. Enumerable.Range(0, 61).Select(i => $"s{i}")] }, "A resource belongs to at most 60 steps." },
        { Resource("r") with { StepIds = ["s1", "a step"] }, "An id has 1 to 64 of a-z A-Z 0-9 . _ -" },
        { new PullResource("none", null), "There is no such resource." },
        { new PullResource(null!, null), "There is no such resource." },
        { new PullResource("r1", "a step"), "An id has 1 to 64 of a-z A-Z 0-9 . _ -" },
    };

    [Fact]
    public async Task Group_HasNone()
    {
        var group = cluster.Grains.GetGrain<IPeerGroupGrain>(Guid.NewGuid().ToString("N"));
        await group.CreateAsync(new CreateRoom("create", RoomCluster.Ada, "Group 3"));

        Assert.Equal("Only a workspace has resources and questions.", (await group.CommandAsync(RoomCluster.Command(RoomCluster.Ada, Resource("r1")))).Refusal?.Message);
    }

    [Theory]
    [InlineData(4_000)]
    [InlineData(2)]
    public async Task Resources_AfterARestart_AreKnownStill(int compactAfterRecords)
    {
        cluster.Options = cluster.Options with { CompactAfterRecords = compactAfterRecords };
        await cluster.RestartAsync();
        var id = $"resources-{compactAfterRecords}";
        var room = await cluster.WorkspaceAsync(id);
        await DoAsync(room, RoomCluster.Ada, Resource("r1"));
        await DoAsync(room, RoomCluster.Ada, new AskQuestion("q1", "s1", "", "Who reads this?"));
        await DoAsync(room, RoomCluster.Ada, new AnswerQuestion("q1", "a1", "Commuters.", ""));
        await DoAsync(room, RoomCluster.Ada, new KeepAnswer("q1", "a1", "r2"));

        await cluster.RestartAsync();
        room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(id);

        Assert.Equal("There is a resource of this id already.", (await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, Resource("r2")))).Refusal?.Message);
        Assert.Equal("This answer is a resource already.", (await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new KeepAnswer("q1", "a1", "r3")))).Refusal?.Message);
        await DoAsync(room, RoomCluster.Ada, new PullResource("r2", "s1"));
        Assert.Equal(2, (await MapAsync(room, "resources")).Count);
        Assert.Single(await PullsAsync(room));
    }

    [Fact]
    public async Task Session_KnowsWhatItsWorkCites_AndNoOtherResource()
    {
        var room = await cluster.WorkspaceAsync();
        await DoAsync(room, RoomCluster.Ada, Resource("r1") with { Note = "For the group" });
        await DoAsync(room, RoomCluster.Ada, Resource("r2"));
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, Interlocked.Increment(ref _clients));
        await ada.PushAsync(ada.Doc.TransactAndEncode(() =>
        {
            var words = (YXmlText)((YXmlElement)ada.Doc.GetXmlFragment("content").Get(0)).Get(0);
            foreach (var id in (string[])["r1", "none", "r1"])
            {
                words.Insert(0, "cited ", new Dictionary<string, object?> { ["cite"] = new Dictionary<string, object?> { ["resourceId"] = id } });
            }

            words.Insert(0, "odd", new Dictionary<string, object?> { ["cite"] = "r2" });
        }));
        await DoAsync(room, RoomCluster.Ada, new FreezeSnapshot("s1", "Draft"));
        var id = Guid.NewGuid().ToString("N");
        await DoAsync(room, RoomCluster.Ada, new OpenSession(id, "Critique", "s1"));

        var known = await MapAsync(cluster.Grains.GetGrain<ICritiqueSessionGrain>(id), "resources");
        Assert.Equal("r1", Assert.Single(known.Keys));
        Assert.Equal(("How to write an opening line", "https://example.org/opening", "", "found"), (known["r1"]["title"], known["r1"]["url"], known["r1"]["note"], known["r1"]["kind"]));
    }

    private static AddResource Resource(string id) => new(id, "How to write an opening line", "https://example.org/opening", "Three examples.", []);

    private static async Task DoAsync(IRoomGrain room, Caller caller, RoomCommand command) => Assert.Null((await room.CommandAsync(RoomCluster.Command(caller, command))).Refusal);

    private async Task<Dictionary<string, Dictionary<string, object?>>> MapAsync(IRoomGrain room, string root) =>
        (await ReadAsync(room)).GetMap(root).ToJson().ToDictionary(entry => entry.Key, entry => (Dictionary<string, object?>)entry.Value!);

    private async Task<List<Dictionary<string, object?>>> PullsAsync(IRoomGrain room) => [.. (await ReadAsync(room)).GetArray("pulls").ToJson().Cast<Dictionary<string, object?>>()];

    private async Task<YDoc> ReadAsync(IRoomGrain room) => (await cluster.ClientAsync(room, RoomCluster.Ada, Interlocked.Increment(ref _clients), DocumentParts.Room)).Doc;
}
