using System.Text.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Contracts.Documents;
using RealLearning.Ycs;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Every role at every document, to be seen there with the right that they have, and to be gone after leaving.</summary>
public sealed class AwarenessMatrixTests(Cast cast) : IClassFixture<Cast>, IMatrix
{
    /// <inheritdoc/>
    public static int Cases => Enum.GetValues<Way>().Length * OfAWay;

    private static int OfAWay => Paper.All.Count * Cast.Everybody.Count;

    [Theory]
    [InlineData(Way.YjsByCookie)]
    [InlineData(Way.YjsByToken)]
    [InlineData(Way.HubByCookie)]
    [InlineData(Way.HubByToken)]
    public async Task EveryRole_AtEveryDocument_IsSeenAsTheirRight_UntilTheyLeave(Way way)
    {
        var cases = 0;
        foreach (var paper in Paper.All)
        {
            var document = paper.NameFor(cast);
            await using var watcher = await HubClient.ConnectByCookieAsync(cast.Server, cast.CookiesOf(Who.Learner));
            var watches = (await watcher.JoinAsync(document)).Refusal is null;
            var seen = new List<int>();
            foreach (var who in Cast.Everybody)
            {
                cases++;
                await using var line = await DoorLine.OpenAsync(cast, who, document, way);
                var client = DoorLine.NewClient();
                await line.AwareAsync(client);
                Assert.Equal((who, $"{paper}", paper.RightOf(who) > Right.None), (who, $"{paper}", line.IsIn));
                if (!line.IsIn)
                {
                    continue;
                }

                seen.Add(client);
                var most = way is Way.YjsByToken or Way.HubByToken ? Right.Edit : Right.Facilitate;
                var user = (await EntryAsync(watcher, client, isGone: false)).GetProperty("user");
                Assert.Equal((who, cast.IdOf(who), RightNames.Of(paper.RightOf(who) < most ? paper.RightOf(who) : most)), (who, user.GetProperty("id").GetString(), user.GetProperty("right").GetString()));
                await line.LeaveAsync();
                await EntryAsync(watcher, client, isGone: true);
            }

            if (watches)
            {
                // All that was told before this is here when this is.
                var last = DoorLine.NewClient();
                await using var fence = await DoorLine.OpenAsync(cast, Who.Learner, document, Way.HubByCookie);
                await fence.AwareAsync(last);
                await EntryAsync(watcher, last, isGone: false);
                Assert.Equal([.. seen, last], Told(watcher).Select(static entry => (int)entry.ClientId).Distinct());
            }
        }

        Assert.Equal(OfAWay, cases);
    }

    private static async Task<JsonElement> EntryAsync(HubClient watcher, int client, bool isGone)
    {
        var told = await watcher.NextAsync("Aware", item => AwarenessMessage.Read(item.Update).Exists(entry => entry.ClientId == client && entry.IsGone == isGone));
        return JsonDocument.Parse(AwarenessMessage.Read(told.Update).Find(entry => entry.ClientId == client).JsonUtf8).RootElement;
    }

    private static IEnumerable<AwarenessEntry> Told(HubClient watcher) =>
        watcher.Inbox.All.Where(static item => item.Method == "Aware").SelectMany(static item => AwarenessMessage.Read(item.Update));
}
