using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using System.Text.Json;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>What a workspace is to make, and what its text begins with.</summary>
public sealed class DeliverableTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static int _clients = 7_000;

    [Theory]
    [InlineData(null, "free", "")]
    [InlineData("free", "free", "")]
    [InlineData("persona", "persona", "who goals obstacles places words")]
    [InlineData("campaign", "campaign", "audience message measures")]
    [InlineData("report", "report", "question insight action")]
    public async Task R8_Workspace_OfADeliverable_SaysSoAndBeginsWithItsFields(string? deliverable, string shown, string kinds)
    {
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(Guid.NewGuid().ToString("N"));
        Assert.Null((await room.CreateAsync(Create(deliverable))).Refusal);
        var (facts, page) = await ReadAsync(room);

        Assert.Equal(shown, facts.GetMap("room").Get("deliverable"));
        Assert.Equal(kinds, string.Join(' ', page.QuerySelectorAll("section").Select(section => section.GetAttribute("kind"))));
    }

    [Theory]
    [InlineData("free")]
    [InlineData("persona")]
    [InlineData("campaign")]
    [InlineData("report")]
    public async Task Seed_EachBlockOfText_HasATextAlready(string deliverable)
    {
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(Guid.NewGuid().ToString("N"));
        await room.CreateAsync(Create(deliverable));
        var (_, page) = await ReadAsync(room);

        Assert.All(page.Walk().OfType<YXmlElement>().Where(element => element.NodeName is "paragraph" or "post" or "portrait"), element => Assert.IsType<YXmlText>(Assert.Single(element.Nodes)));
    }

    [Fact]
    public async Task Campaign_BeginsWithAPostBetweenItsMessageAndItsMeasures()
    {
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(Guid.NewGuid().ToString("N"));
        await room.CreateAsync(Create("campaign"));
        var (_, page) = await ReadAsync(room);

        Assert.Equal(["section", "section", "post", "section"], page.Nodes.Cast<YXmlElement>().Select(block => block.NodeName));
        Assert.Equal("instagram", page.QuerySelector("post")!.GetAttribute("network"));
    }

    [Fact]
    public async Task Report_BeginsWithAChartOfATableWithHeadings()
    {
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(Guid.NewGuid().ToString("N"));
        await room.CreateAsync(Create("report"));
        var rows = (await ReadAsync(room)).Page.QuerySelector("chart")!.QuerySelectorAll("tableRow").ToList();

        Assert.Equal(4, rows.Count);
        Assert.Equal("LabelNumber", string.Concat(rows[0].Walk().OfType<YXmlText>()));
        Assert.All(rows[0].Nodes.Cast<YXmlElement>(), cell => Assert.Equal("tableHeader", cell.NodeName));
        Assert.All(rows[1..].SelectMany(row => row.Nodes).Cast<YXmlElement>(), cell => Assert.Equal("tableCell", cell.NodeName));
    }

    [Theory]
    [InlineData("poster")]
    [InlineData("")]
    [InlineData("Campaign")]
    public async Task Workspace_OfAnUnknownDeliverable_IsRefusedAndNotMade(string deliverable)
    {
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(Guid.NewGuid().ToString("N"));

        Assert.Equal(RefusalCodes.InvalidCommand, (await room.CreateAsync(Create(deliverable))).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await room.GetAsync(RoomCluster.Ada)).Refusal?.Code);
    }

    [Fact]
    public async Task Group_WithADeliverable_IsRefused()
    {
        var group = cluster.Grains.GetGrain<IPeerGroupGrain>(Guid.NewGuid().ToString("N"));

        Assert.Equal(RefusalCodes.InvalidCommand, (await group.CreateAsync(Create("report"))).Refusal?.Code);
        Assert.Null((await group.CreateAsync(Create(null))).Refusal);
        Assert.False((await ReadAsync(group)).Facts.GetMap("room").ContainsKey("deliverable"));
    }

    [Fact]
    public async Task Workspace_CreatedAtTheSecondTryAsAnother_BeginsWithTheFieldsOfThat()
    {
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>("second-thought");
        var facts = DocumentName.Parse("workspace/second-thought/room");
        cluster.Journal.Break(facts, () => new JournalUnavailableException("full"));
        Assert.Equal(RefusalCodes.StorageUnavailable, (await room.CreateAsync(Create("campaign"))).Refusal?.Code);
        cluster.Journal.Heal(facts);
        Assert.Null((await room.CreateAsync(Create("report"))).Refusal);

        Assert.Equal("question", (await ReadAsync(room)).Page.QuerySelector("section")?.GetAttribute("kind"));
    }

    [Fact]
    public void Event_OlderThanTheTypes_IsRead()
    {
        var created = JsonSerializer.Deserialize<RoomEvent>("""{"type":"roomCreated","title":"Old","ownerName":"Ada","from":null,"members":[]}""", JsonSerializerOptions.Web);

        Assert.Null(Assert.IsType<RoomCreated>(created).Deliverable);
    }

    private static CreateRoom Create(string? deliverable) => new("create", RoomCluster.Ada, "Autumn campaign", Deliverable: deliverable);

    private async Task<(YDoc Facts, YXmlFragment Page)> ReadAsync(IRoomGrain room) =>
        ((await cluster.ClientAsync(room, RoomCluster.Ada, Interlocked.Increment(ref _clients), DocumentParts.Room)).Doc,
            (await cluster.ClientAsync(room, RoomCluster.Ada, Interlocked.Increment(ref _clients))).Doc.GetXmlFragment("content"));
}
