using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Grains.Workspaces;

/// <summary>A challenge workspace: the brief, the deliverable, its frozen snapshots and the sessions held on them.</summary>
public sealed partial class ChallengeWorkspaceGrain(IDocumentJournal journal, LiveOptions options, TimeProvider time, ILogger<ChallengeWorkspaceGrain> logger)
    : RoomGrain(RoomKind.Workspace, journal, options, time, logger), IChallengeWorkspaceGrain
{
    /// <inheritdoc/>
    public async Task<StateReply> SnapshotAsync(Caller caller, string snapshotId)
    {
        try
        {
            var part = DocumentParts.Snapshot(snapshotId);
            return await RightOfAsync(caller, part) == Right.None
                ? new StateReply([], UnknownDocument())
                : new StateReply((await DocumentAsync(part)).EncodeState());
        }
        catch (JournalException exception)
        {
            return new StateReply([], RefusalOf(exception));
        }
    }

    private protected override bool HasPart(string part) =>
        part.StartsWith(DocumentParts.Snapshot(""), StringComparison.Ordinal) && State.Snapshots.Contains(part[DocumentParts.Snapshot("").Length..]);

    /// <summary>A frozen copy keeps the ids of what it is a copy of.</summary>
    private protected override bool IsContent(string part) => base.IsContent(part) || HasPart(part);

    /// <summary>A page that a try before left behind, which may have asked for another deliverable, is written anew: nobody has seen it.</summary>
    private protected override Task SeedAsync(CreateRoom request) =>
        ReplaceAsync(DocumentParts.Content, doc => doc.TransactAndEncode(() =>
        {
            Page.Write(doc, DeliverableSeed.Blocks(request.Deliverable ?? Deliverables.Free));
            PlanSeed.Write(doc, request.Challenge?.Text.Steps ?? []);
        }));

    /// <summary>Sessions are held with the workspace's members.</summary>
    private protected override Task RosterSetAsync(Roster roster) =>
        Task.WhenAll(State.Sessions.Select(sessionId => GrainFactory.GetGrain<ICritiqueSessionGrain>(sessionId).SetRosterAsync(roster with { Title = null })));

    private protected override Task<Outcome> DecideAsync(RoomCommand command, string commandId, Caller caller) => command switch
    {
        FreezeSnapshot freeze => FreezeAsync(freeze),
        OpenSession open => OpenAsync(open, commandId, caller),
        SubmitSnapshot submit => SubmitAsync(submit),
        WithdrawSubmission withdraw => Task.FromResult(new Outcome(new SubmissionWithdrawn(withdraw.SubmissionId))),
        _ => base.DecideAsync(command, commandId, caller),
    };

    /// <summary>The frozen document comes first: without the event nobody can name it, and the next try with its id begins anew.</summary>
    private async Task<Outcome> FreezeAsync(FreezeSnapshot freeze)
    {
        var content = await DocumentAsync(DocumentParts.Content);
        var (state, sequence) = (content.EncodeState(), content.Status.Sequence);
        await ReplaceAsync(DocumentParts.Snapshot(freeze.SnapshotId), doc =>
        {
            doc.ApplyUpdate(state);
            return state;
        });
        return new Outcome(new SnapshotFrozen(freeze.SnapshotId, freeze.Title.Trim(), sequence));
    }

    private async Task<Outcome> OpenAsync(OpenSession open, string commandId, Caller caller)
    {
        var snapshot = await DocumentAsync(DocumentParts.Snapshot(open.SnapshotId));
        var members = State.Members.Values.Where(member => member.Right > Right.None).Select(Card).ToArray();
        var roster = State.Cohort is { } cohort ? new Roster(cohort.CohortId, cohort.GroupId, cohort.Revision, null, members, []) : null;
        var room = await RoomAsync();
        var cited = snapshot.Read(work => room.Read(kept => CitationReader.Read(work, kept)));
        var origin = new SessionOrigin(Key.Id, open.SnapshotId, snapshot.EncodeState(), members, roster, cited);
        var reply = await GrainFactory.GetGrain<ICritiqueSessionGrain>(open.SessionId)
            .CreateAsync(new CreateRoom($"{Key.Id}/{commandId}", caller, open.Title, origin));
        return reply.Refusal is { } refusal
            ? new Outcome(null, null, refusal)
            : new Outcome(new SessionOpened(open.SessionId, open.Title.Trim(), open.SnapshotId));
    }

    private async Task ReplaceAsync(string part, Func<YDoc, byte[]> change)
    {
        var document = await DocumentAsync(part);
        await document.ReloadIfStaleAsync();
        if (!document.IsEmpty)
        {
            await Journal.DeleteAsync(document.Name, document.Term, CancellationToken.None);
            Close(part);
        }

        await WriteOnceAsync(part, change);
    }
}
