using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using Xunit;
using static RealLearning.Grains.Tests.Support.TestClients;
using static RealLearning.Grains.Tests.Support.TestCohorts;

namespace RealLearning.Grains.Tests;

/// <summary>Sessions on a cohort's work: links let in whom the cohort would not list, and never whom it has let go.</summary>
public sealed class CohortSessionTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task WhoeverLeftTheCohort_IsOutOfItsSessions_AndComesBackByNoLink()
    {
        var (work, session, token) = await OpenedAsync();
        Assert.Equal(Right.Edit, (await session.RedeemAsync(RoomCluster.Cyd, token)).Room!.Right);
        Assert.Equal(Right.Facilitate, await RightAsync(session, Ada));

        await work.Cohort.DoneAsync(new SetCohortRole("ada", "none"));
        await work.Cohort.DoneAsync(new SetCohortRole("cyd", "none"));

        foreach (var gone in new[] { Ada, RoomCluster.Cyd })
        {
            await UntilAsync(async () => await RightAsync(session, gone) == Right.None);
            Assert.Equal(RefusalCodes.UnknownDocument, (await session.RedeemAsync(gone, token)).Refusal?.Code);
        }

        Assert.Equal(Right.Edit, (await session.RedeemAsync(new Caller("guest", "Guest"), token)).Room!.Right);
    }

    [Fact]
    public async Task WhoeverMovedToAnotherGroup_ComesBackByANewLinkAlone_AndStays()
    {
        var (work, session, token) = await OpenedAsync();

        await work.Cohort.DoneAsync(new PlaceMember("bea", "two"));
        await UntilAsync(async () => await RightAsync(session, RoomCluster.Bea) == Right.None);
        Assert.Equal(RefusalCodes.UnknownDocument, (await session.RedeemAsync(RoomCluster.Bea, token)).Refusal?.Code);
        var anew = await session.CommandAsync(RoomCluster.Command(Ada, new CreateLink("anew", Right.Comment)));
        Assert.Equal(Right.Comment, (await session.RedeemAsync(RoomCluster.Bea, anew.Token!)).Room!.Right);

        await work.Cohort.DoneAsync(new PlaceMember("cyd", "one"));
        await UntilAsync(async () => await RightAsync(session, RoomCluster.Cyd) == Right.Edit);
        Assert.Equal(Right.Comment, await RightAsync(session, RoomCluster.Bea));
    }

    [Fact]
    public async Task Tutor_IsNotShutOut_AndWatchesWhateverElseTheyMayDo()
    {
        var (_, session, token) = await OpenedAsync();
        var shut = await session.CommandAsync(RoomCluster.Command(Ada, new SetRight(TestCohorts.Tutor.PersonId, Right.None)));
        Assert.Equal(RefusalCodes.InvalidCommand, shut.Refusal?.Code);
        Assert.Equal(Right.Edit, (await session.RedeemAsync(TestCohorts.Tutor, token)).Room!.Right);
        var ada = await cluster.ClientAsync(session, Ada, 21, DocumentParts.Room);

        var tom = await cluster.ClientAsync(session, TestCohorts.Tutor, 22);
        await ada.PullAsync();
        Assert.NotNull(ada.Doc.GetMap("observers").Get(TestCohorts.Tutor.PersonId));

        await session.LeaveAsync(tom.Part, tom.SessionId);
        await ada.PullAsync();
        Assert.Null(ada.Doc.GetMap("observers").Get(TestCohorts.Tutor.PersonId));
    }

    [Fact]
    public async Task Past_ThatATutorReads_IsAVisitThatTheGroupSees()
    {
        var work = await NewAsync(cluster);
        var ada = await cluster.ClientAsync(work.Workspace, Ada, 31, DocumentParts.Room);
        Assert.Equal(0, ada.Doc.GetArray("visits").Count);

        await work.Workspace.StateAtAsync(TestCohorts.Tutor, DocumentParts.Content, 1);
        await work.Workspace.TimelineAsync(TestCohorts.Tutor, DocumentParts.Content, 0);
        await work.Workspace.StateAtAsync(RoomCluster.Bea, DocumentParts.Content, 1);

        await ada.PullAsync();
        var visit = (Dictionary<string, object?>)Assert.Single(ada.Doc.GetArray("visits").ToJson())!;
        Assert.Equal(TestCohorts.Tutor.PersonId, visit["by"]);
    }

    /// <summary>A session that Ada has opened on her group's work, and the token of a link to edit there.</summary>
    private async Task<(TestClients Work, ICritiqueSessionGrain Session, string Token)> OpenedAsync()
    {
        var work = await NewAsync(cluster);
        var id = Guid.NewGuid().ToString("N");
        await work.DoAsync(new FreezeSnapshot("f1", "Draft"));
        await work.DoAsync(new OpenSession(id, "Critique", "f1"));
        var session = cluster.Grains.GetGrain<ICritiqueSessionGrain>(id);
        var link = await session.CommandAsync(RoomCluster.Command(Ada, new CreateLink("l1", Right.Edit)));
        return (work, session, link.Token!);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            deadline.Token.ThrowIfCancellationRequested();
        }
    }
}
