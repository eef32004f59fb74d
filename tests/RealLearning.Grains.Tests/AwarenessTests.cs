using System.Text;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Whose cursor is whose.</summary>
public sealed class AwarenessTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Awareness_UnderAnIdThatSomebodyElseWritesUnder_IsDropped()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Observe);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 11);
        await ada.TypeAsync("mine");
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 12);

        await AwareAsync(room, bea, 11, 1, """{"cursor":1}""");
        await AwareAsync(room, bea, 12, 1, """{"cursor":2}""");

        await ada.UntilAsync(client => client.Aware.Exists(entry => entry.ClientId == 12));
        Assert.DoesNotContain(ada.Aware, entry => entry.ClientId == 11);
    }

    [Fact]
    public async Task Awareness_TakenByAnotherBeforeItsOwnerWrote_IsTheOwnersOnceItHas()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Observe);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 22);
        await AwareAsync(room, bea, 21, 1, """{"cursor":1}""");
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 21);
        await ada.TypeAsync("mine");

        await AwareAsync(room, ada, 21, 1, """{"cursor":2}""");

        await bea.UntilAsync(client => client.Aware.Exists(entry => Says(entry, "\"Ada\"")));
        await AwareAsync(room, bea, 21, 7, """{"cursor":3}""");
        await AwareAsync(room, ada, 21, 8, """{"cursor":4}""");
        await bea.UntilAsync(client => client.Aware.Exists(entry => entry.Clock == 8));
        Assert.DoesNotContain(bea.Aware, entry => entry.Clock == 7);
    }

    [Fact]
    public async Task Awareness_OfAPersonWhoCameBack_IsNotHeldByTheLineThatDied()
    {
        var room = await cluster.WorkspaceAsync();
        var dead = await cluster.ClientAsync(room, RoomCluster.Ada, 31);
        await AwareAsync(room, dead, 31, 1, """{"cursor":1}""");
        var again = await cluster.ClientAsync(room, RoomCluster.Ada, 31);

        await AwareAsync(room, again, 31, 2, """{"cursor":2}""");
        await again.UntilAsync(client => client.Aware.Exists(entry => entry.Clock == 2));
        await room.LeaveAsync(dead.Part, dead.SessionId);

        Assert.NotNull((await again.SyncAsync()).Awareness);
    }

    [Fact]
    public async Task Awareness_EchoedByAnotherTabOfTheSamePerson_StaysItsOwners()
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 41);
        await AwareAsync(room, ada, 41, 3, """{"cursor":1}""");
        var tab = await cluster.ClientAsync(room, RoomCluster.Ada, 42);

        await AwareAsync(room, tab, 41, 3, """{"cursor":1}""");
        await room.LeaveAsync(tab.Part, tab.SessionId);
        await AwareAsync(room, ada, 41, 4, """{"cursor":2}""");

        await ada.UntilAsync(client => client.Aware.Exists(entry => entry.Clock == 4));
    }

    [Fact]
    public async Task Awareness_AfterWordsOfAnEarlierTab_IsTheNewTabs()
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 52);
        var earlier = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 51);
        Assert.Null((await ada.PushAsync(earlier.Write("written offline"))).Refusal);

        await AwareAsync(room, ada, 52, 1, """{"cursor":1}""");

        await ada.UntilAsync(client => client.Aware.Exists(entry => entry.ClientId == 52));
    }

    [Theory]
    [InlineData("""{"word":"\ud83d"}""", true)]
    [InlineData("""{"\ud83d":1,"user":{"name":"Root"}}""", true)]
    [InlineData("""{"us\u0065r":{"name":"Root"},"user":{"name":"Root"}}""", true)]
    [InlineData("{}", true)]
    [InlineData("""{"a":[{"user":1}],"b":null}""", true)]
    [InlineData("""{"a":1""", false)]
    [InlineData("""{"a":1}}""", false)]
    [InlineData("""{"a":}""", false)]
    [InlineData("7", false)]
    [InlineData("", false)]
    public async Task Awareness_WhateverItHolds_IsStampedOrDropped(string json, bool isTold)
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 61);

        await AwareAsync(room, ada, 61, 1, json);
        if (isTold)
        {
            await ada.UntilAsync(client => client.Aware.Exists(entry => entry.Clock == 1));
        }

        await AwareAsync(room, ada, 61, 2, """{"last":true}""");
        await ada.UntilAsync(client => client.Aware.Exists(entry => entry.Clock == 2));

        var told = ada.Aware.Where(entry => entry.Clock == 1).ToList();
        Assert.Equal(isTold ? 1 : 0, told.Count);
        foreach (var entry in told)
        {
            using var state = System.Text.Json.JsonDocument.Parse(entry.JsonUtf8);
            Assert.Equal("Ada", state.RootElement.GetProperty("user").GetProperty("name").GetString());
            Assert.False(Says(entry, "Root"));
        }
    }

    [Fact]
    public async Task Awareness_InTheLabThatIsNoJson_IsDropped()
    {
        var lab = cluster.Grains.GetGrain<ILabGrain>("no-json");
        var client = await cluster.ClientAsync(lab, Caller.Lab, 71, "");

        await AwareAsync(lab, client, 71, 1, "{\"a\":");
        await AwareAsync(lab, client, 71, 2, """{"user":{"name":"Anybody"}}""");

        await client.UntilAsync(all => all.Aware.Exists(entry => entry.Clock == 2));
        Assert.DoesNotContain(client.Aware, entry => entry.Clock == 1);
    }

    private static bool Says(AwarenessEntry entry, string text) => Encoding.UTF8.GetString(entry.JsonUtf8.Span).Contains(text, StringComparison.Ordinal);

    private static Task AwareAsync(ILiveRoom room, TestClient client, long id, long clock, string json) =>
        room.AwareAsync(client.Part, client.SessionId, AwarenessMessage.Encode([new AwarenessEntry(id, clock, Encoding.UTF8.GetBytes(json))]));
}
