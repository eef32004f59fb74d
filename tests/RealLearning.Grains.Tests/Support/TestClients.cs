using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using Xunit;

namespace RealLearning.Grains.Tests.Support;

/// <summary>A cohort with two groups, two clients, a judge, and the workspace of the first group.</summary>
internal sealed class TestClients
{
    public static readonly Caller Rosa = new("rosa", "Rosa Bianchi");
    public static readonly Caller Marco = new("marco", "Marco Conti");
    public static readonly Caller Jo = new("jo", "Jo Judge");
    public static readonly Caller Ada = new("ada", "Ada Lovelace");

    private TestClients(RoomCluster cluster, ICohortGrain cohort, string challengeId, RoomKey key) => (Cluster, Cohort, ChallengeId, Key) = (cluster, cohort, challengeId, key);

    public RoomCluster Cluster { get; }

    public ICohortGrain Cohort { get; }

    public string ChallengeId { get; }

    public RoomKey Key { get; }

    public IChallengeWorkspaceGrain Workspace => Cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(Key.Id);

    public static async Task<TestClients> NewAsync(RoomCluster cluster)
    {
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", Ada, RoomCluster.Bea);
        await cohort.GroupAsync("two", RoomCluster.Cyd);
        await cohort.AdmitAsync("client", Rosa, Marco);
        await cohort.AdmitAsync("judge", Jo);
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));
        return new TestClients(cluster, cohort, challengeId, await cohort.OpenedAsync(Ada, "one", challengeId));
    }

    public async Task DoAsync(RoomCommand command, Caller? by = null) => Assert.Null((await Workspace.CommandAsync(RoomCluster.Command(by ?? Ada, command))).Refusal);

    public async Task<string> FaultAsync(RoomCommand command, Caller? by = null)
    {
        var refusal = (await Workspace.CommandAsync(RoomCluster.Command(by ?? Ada, command))).Refusal;
        Assert.Equal(RefusalCodes.InvalidCommand, refusal?.Code);
        return refusal!.Message;
    }

    /// <summary>Freezes the text as it is, and submits that.</summary>
    public async Task SubmitAsync(string id, string line = "", Caller? by = null)
    {
        await DoAsync(new FreezeSnapshot($"f-{id}", $"Draft {id}"), by);
        await DoAsync(new SubmitSnapshot(id, $"f-{id}", line), by);
    }

    public Task<SubmissionReply> ReadAsync(Caller caller, string id) => Cohort.ReadSubmissionAsync(caller, Key.Id, id);

    public async Task<CohortDone> ReviewAsync(Caller caller, string id, bool isSigned, string text = "") => await Cohort.CommandAsync(caller, new ReviewSubmission(Key.Id, id, isSigned, text));

    public async Task<ClientDesk> DeskAsync(Caller caller) => (await Cohort.TodayAsync(caller))!.Desk!;

    /// <summary>Asks until the cohort has heard.</summary>
    public async Task<ClientDesk> DeskAsync(Caller caller, Func<ClientDesk, bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            if (await DeskAsync(caller) is var desk && condition(desk))
            {
                return desk;
            }
        }
    }

    /// <summary>A root of the room's document, as a member sees it.</summary>
    public async Task<Dictionary<string, object?>> RootAsync(string root) => (await Cluster.ClientAsync(Workspace, RoomCluster.Bea, 77, DocumentParts.Room)).Doc.GetMap(root).ToJson();
}
