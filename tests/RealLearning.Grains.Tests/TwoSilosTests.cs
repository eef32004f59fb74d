using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Two silos on one store, called through both: whoever asks where sees the same, and what one is killed with the other has.</summary>
public sealed class TwoSilosTests : IAsyncLifetime
{
    private const int Cohorts = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("reallearning-").FullName;
    private readonly RoomCluster _cluster;

    public TwoSilosTests() => _cluster = new RoomCluster { Silos = 2, StateFolder = _folder };

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task StatesOfGrains_WrittenThroughEitherSilo_AreTheSameThroughBoth()
    {
        for (var i = 0; i < 8; i++)
        {
            var (here, there) = (_cluster.Of(i % 2), _cluster.Of((i + 1) % 2));
            var (tutor, id) = (TestCohorts.Tutor, $"same-{i}");
            var made = (await here.GetGrain<IChallengeGrain>(id).CreateAsync(tutor, "Win readers back", null)).Challenge!;
            var saved = (await there.GetGrain<IChallengeGrain>(id).SaveAsync(tutor, made.Revision, TestCohorts.Campaign)).Challenge!;
            await here.GetGrain<IChallengeGrain>(id).PublishAsync(tutor, saved.Revision);
            Assert.Equal(1, (await there.GetGrain<IChallengeGrain>(id).GetAsync(tutor)).Challenge!.Version);
            Assert.Contains(await there.GetGrain<IChallengeShelfGrain>(tutor.PersonId).ListAsync(), card => card.ChallengeId == id);

            await here.GetGrain<ICohortGrain>(id).CreateAsync(tutor, "Autumn");
            await there.GetGrain<ICohortGrain>(id).DoneAsync(new CreateGroup("g", "One"));
            await here.GetGrain<ICohortGrain>(id).DoneAsync(new GiveChallenge(id, "2030-11-01", null));
            var cohort = (await there.GetGrain<ICohortGrain>(id).GetAsync(tutor)).Cohort!;
            Assert.Equal(("Autumn", 1, 1), (cohort.Title, cohort.Groups.Count, cohort.Challenges.Count));
            Assert.Contains((await there.GetGrain<IPersonGrain>(tutor.PersonId).TodayAsync(tutor)).Cohorts, today => today.CohortId == id);

            var account = new Account(id, "1", $"{id}@example.org", "Ada", null, "stamp", [SiteRole.Member], DateTimeOffset.UnixEpoch);
            Assert.True(await here.GetGrain<IAccountGrain>(id).SaveAsync(account, null));
            Assert.False(await there.GetGrain<IAccountGrain>(id).SaveAsync(account with { Version = "2" }, null));
            Assert.True(await there.GetGrain<IAccountGrain>(id).SaveAsync(account with { Version = "2", Name = "Bea" }, "1"));
            Assert.Equal("Bea", (await here.GetGrain<IAccountGrain>(id).GetAsync())!.Name);
        }
    }

    [Fact]
    public async Task Document_WrittenThroughBothSilos_ConvergesAndIsSaved()
    {
        const int Letters = 40;
        for (var i = 0; i < 4; i++)
        {
            var id = $"both-{i}";
            var ada = await ClientAsync(i % 2, await RoomAsync(id), 100);
            var bea = await ClientAsync((i + 1) % 2, await RoomAsync(id), 200);
            await Task.WhenAll(TypeAsync(ada, 'a', Letters), TypeAsync(bea, 'b', Letters));

            Assert.All([ada, bea], client => Assert.Equal(2 * Letters, client.Text.Length));
            Assert.Equal(ada.Text, bea.Text);
            Assert.Equal(Letters, ada.Text.Count(letter => letter == 'b'));
        }
    }

    [Fact]
    public async Task Roster_ChangedThroughOneSilo_ReachesRoomsLinesAndSessionsOnTheOther()
    {
        for (var i = 0; i < Cohorts; i++)
        {
            var (cohort, key, sessionId) = await GivenAsync($"roster-{i}");
            var workspace = _cluster.Of(0).GetGrain<IChallengeWorkspaceGrain>(key.Id);
            var session = _cluster.Of(1).GetGrain<ICritiqueSessionGrain>(sessionId);
            var ada = await ClientAsync(0, workspace, 11);
            var inSession = await ClientAsync(1, session, 12);

            await _cluster.Of(i % 2).GetGrain<ICohortGrain>(cohort).DoneAsync(new PlaceMember("ada", null));

            await ada.UntilAsync(client => client.Rights.Exists(change => change.Right == Right.None));
            await inSession.UntilAsync(client => client.Rights.Exists(change => change.Right == Right.None));
            Assert.Equal(RefusalCodes.UnknownDocument, (await _cluster.Of(1).GetGrain<IChallengeWorkspaceGrain>(key.Id).GetAsync(RoomCluster.Ada)).Refusal!.Code);
            Assert.Equal(Right.Edit, (await workspace.GetAsync(RoomCluster.Bea)).Room!.Right);
        }
    }

    [Fact]
    public async Task Silo_ThatIsKilled_LosesNothingOfWhatWasAcknowledgedAndItsListenersAreForgotten()
    {
        var worlds = new List<(string Cohort, RoomKey Key, TestClient Stays)>();
        for (var i = 0; i < Cohorts; i++)
        {
            var (cohort, key, _) = await GivenAsync($"killed-{i}");
            await _cluster.Of(i % 2).GetGrain<ICohortGrain>(cohort).DoneAsync(new SetCohortTitle($"Winter {i}"));
            var stays = await ClientAsync(0, _cluster.Of(0).GetGrain<IChallengeWorkspaceGrain>(key.Id), 11);
            var dies = await ClientAsync(1, _cluster.Of(1).GetGrain<IChallengeWorkspaceGrain>(key.Id), 12);
            await dies.UntilSavedAsync(await dies.TypeAsync("saved"));
            await _cluster.Of(1).GetGrain<IChallengeWorkspaceGrain>(key.Id).AwareAsync(DocumentParts.Content, dies.SessionId, AwarenessMessage.Encode([new AwarenessEntry(12, 1, "{}"u8.ToArray())]));
            worlds.Add((cohort, key, stays));
        }

        await _cluster.KillAsync();

        foreach (var (id, key, stays) in worlds)
        {
            var cohort = await TriedAsync(() => _cluster.Of(0).GetGrain<ICohortGrain>(id).GetAsync(TestCohorts.Tutor));
            Assert.Equal(id.Replace("killed-", "Winter ", StringComparison.Ordinal), cohort.Cohort!.Title);
            Assert.Equal("g", cohort.Cohort.People.Single(person => person.PersonId == "ada").GroupId);
            var workspace = _cluster.Of(0).GetGrain<IChallengeWorkspaceGrain>(key.Id);
            Assert.Equal(Right.Edit, (await TriedAsync(() => workspace.GetAsync(RoomCluster.Ada))).Room!.Right);
            if ((await TriedAsync(() => stays.SyncAsync())).Refusal is null)
            {
                // The room stayed where it was, and with it the one who listens; the other's cursor goes as soon as the room has something to say to the dead.
                await TriedAsync(() => stays.TypeAsync("later "));
                await stays.UntilAsync(client => client.Aware.Exists(entry => entry is { ClientId: 12, IsGone: true }), TimeSpan.FromSeconds(60));
            }

            var reader = new TestClient(workspace, DocumentParts.Content, RoomCluster.Bea, 20);
            Assert.Null((await TriedAsync(() => reader.JoinAsync())).Refusal);
            await reader.PullAsync();
            Assert.Contains("saved", reader.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(_cluster.Log.All, line => line.Contains("Unexpected target grain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_EndedThroughOneSilo_IsToldToNodesOfBoth()
    {
        for (var i = 0; i < 8; i++)
        {
            var id = $"ended-{i}";
            var account = new Account(id, "1", $"{id}@example.org", "Ada", null, "stamp", [SiteRole.Member], DateTimeOffset.UnixEpoch);
            Assert.True(await _cluster.Of(0).GetGrain<IAccountGrain>(id).SaveAsync(account, null));
            var nodes = new[] { new Node(), new Node() };
            for (var silo = 0; silo < 2; silo++)
            {
                var observer = _cluster.Of(silo).CreateObjectReference<IAccountObserver>(nodes[silo]);
                Assert.True(await _cluster.Of(silo).GetGrain<IAccountGrain>(id).WatchAsync($"node-{silo}", "stamp", "browser", observer));
            }

            await _cluster.Of(i % 2).GetGrain<IAccountGrain>(id).EndAsync("browser", DateTimeOffset.MaxValue);

            Assert.Equal([id, id], await Task.WhenAll(nodes.Select(node => node.Told.Task)));
            Assert.False(await _cluster.Of((i + 1) % 2).GetGrain<IAccountGrain>(id).HoldsAsync("stamp", "browser"));
            Assert.True(await _cluster.Of((i + 1) % 2).GetGrain<IAccountGrain>(id).HoldsAsync("stamp", "another"));
        }
    }

    private sealed class Node : IAccountObserver
    {
        public TaskCompletionSource<string> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task ChangedAsync(string accountId)
        {
            Told.TrySetResult(accountId);
            return Task.CompletedTask;
        }
    }

    private static async Task TypeAsync(TestClient client, char letter, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var push = await client.TypeAsync($"{letter}");
            Assert.Null(push.Refusal);
            await client.UntilSavedAsync(push);
        }

        await client.UntilAsync(c => c.Updates.Count >= 2 * count);
        await client.PullAsync();
    }

    private async Task<IChallengeWorkspaceGrain> RoomAsync(string id)
    {
        var room = _cluster.Of(0).GetGrain<IChallengeWorkspaceGrain>(id);
        Assert.Null((await room.CreateAsync(new CreateRoom("create", RoomCluster.Ada, "Autumn campaign"))).Refusal);
        return room;
    }

    /// <summary>Ada through one of the silos.</summary>
    private async Task<TestClient> ClientAsync(int silo, ILiveRoom room, long clientId)
    {
        ILiveRoom own = room is ICritiqueSessionGrain
            ? _cluster.Of(silo).GetGrain<ICritiqueSessionGrain>(room.GetPrimaryKeyString())
            : _cluster.Of(silo).GetGrain<IChallengeWorkspaceGrain>(room.GetPrimaryKeyString());
        var client = new TestClient(own, DocumentParts.Content, RoomCluster.Ada, clientId);
        Assert.Null((await client.JoinAsync()).Refusal);
        await _cluster.ListenAsync(_cluster.Of(silo), own, client);
        await client.PullAsync();
        return client;
    }

    /// <summary>A cohort with Ada and Bea in a group, its workspace, and a session held on it.</summary>
    private async Task<(string Cohort, RoomKey Workspace, string Session)> GivenAsync(string id)
    {
        var cohort = await _cluster.CohortAsync(id);
        await cohort.GroupAsync("g", RoomCluster.Ada, RoomCluster.Bea);
        var challenge = await _cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challenge, "2030-11-01", null));
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "g", challenge);
        var workspace = _cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(key.Id);
        Assert.Null((await workspace.CommandAsync(RoomCluster.Command(RoomCluster.Bea, new FreezeSnapshot("f1", "Draft")))).Refusal);
        Assert.Null((await workspace.CommandAsync(RoomCluster.Command(RoomCluster.Bea, new OpenSession($"session-{id}", "Critique", "f1")))).Refusal);
        return (id, key, $"session-{id}");
    }

    /// <summary>A call that fails on its way to a silo that has just died is repeated, as the doors do.</summary>
    internal static async Task<T> TriedAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException && attempt < 20)
            {
                // The next one may find the new activation.
            }
        }
    }
}
