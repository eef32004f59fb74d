using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.People;
using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>How a room begins, how people come to it, and who watches.</summary>
public abstract partial class RoomGrain
{
    private const int TokenMax = 200;

    /// <summary>Of whom it could not be written down that they watch no longer.</summary>
    private readonly HashSet<string> _unnoted = [];

    /// <inheritdoc/>
    public async Task<RoomReply> CreateAsync(CreateRoom request)
    {
        try
        {
            using (await HoldAsync())
            {
                return await CreateOnceAsync(request);
            }
        }
        catch (JournalException exception)
        {
            return new RoomReply(null, RefusalOf(exception));
        }
    }

    /// <inheritdoc/>
    public async Task<RoomReply> RedeemAsync(Caller caller, string token)
    {
        try
        {
            if (!await LoadAsync())
            {
                return new RoomReply(null, UnknownDocument());
            }

            if (_state.Cohort is { } cohort && await GrainFactory.GetGrain<ICohortGrain>(cohort.CohortId).HasLeftAsync(caller.PersonId))
            {
                return new RoomReply(null, UnknownDocument());
            }

            using (await HoldAsync())
            {
                return FindLink(token) is { } link ? await AdmitAsync(caller, link) : new RoomReply(null, UnknownDocument());
            }
        }
        catch (JournalException exception)
        {
            return new RoomReply(null, RefusalOf(exception));
        }
    }

    /// <summary>Documents that must exist before the room does: seeded by the grain, since two people who type first into an empty document would make two paragraphs.</summary>
    private protected virtual Task SeedAsync(CreateRoom request) =>
        WriteOnceAsync(DocumentParts.Content, static doc => doc.TransactAndEncode(() => Page.Write(doc, Page.Paragraph())));

    /// <summary>Writes a document that has nothing in it yet; what is there already stays.</summary>
    private protected async Task WriteOnceAsync(string part, Func<YDoc, byte[]> change)
    {
        var document = await DocumentAsync(part);
        await document.ReloadIfStaleAsync();
        if (document.IsEmpty)
        {
            await document.CommitAsync(new GrainWrite(ClientBindings.Server, Time.GetUtcNow().ToUnixTimeMilliseconds(), null, default, change));
        }
    }

    private protected override async Task JoinedAsync(LiveDocument document, RoomSession session)
    {
        await AuditVisitAsync(session.Caller);
        if (IsWatching(session.Caller.PersonId, session.Right))
        {
            await ObserveAsync(session.Caller.PersonId);
        }
    }

    private protected override async Task LeftAsync(LiveDocument document, RoomSession session)
    {
        var personId = session.Caller.PersonId;
        try
        {
            if (_state.Observers.ContainsKey(personId))
            {
                await ObserveAsync(personId);
            }
        }
        catch (JournalException exception)
        {
            // A line that ends cannot be refused.
            LogObservation(Logger, Key, personId, exception);
            _unnoted.Add(personId);
        }
    }

    private protected override async Task TickedAsync()
    {
        foreach (var personId in _unnoted.ToList())
        {
            try
            {
                await ObserveAsync(personId);
                _unnoted.Remove(personId);
            }
            catch (JournalException)
            {
                // Still to be done.
            }
        }

        await TellCohortAsync();
    }

    private async Task<RoomReply> CreateOnceAsync(CreateRoom request)
    {
        var key = CommandKey(request.Caller, request.CommandId);
        if (await LoadAsync())
        {
            var sameCommand = await Journal.FindCommandAsync(Key.Document(DocumentParts.Room), key, CancellationToken.None) is not null;
            return sameCommand && _state.RightOf(request.Caller.PersonId) > Right.None
                ? new RoomReply(View(request.Caller))
                : new RoomReply(null, new Refusal(RefusalCodes.InvalidCommand, "There is a room of this id already."));
        }

        if (CommandRules.Fault(request, Kind) is { } fault)
        {
            return new RoomReply(null, new Refusal(RefusalCodes.InvalidCommand, fault));
        }

        await SeedAsync(request);
        var from = request.Origin is { } origin ? new CameFrom(origin.WorkspaceId, origin.SnapshotId) : null;
        var roster = request.Roster ?? request.Origin?.Roster;
        var cohort = roster is null ? null : new CohortPlace(roster.CohortId, roster.GroupId, roster.Revision);
        var members = (request.Origin?.Members ?? roster?.Members ?? []).Select(card => roster is null ? new Member(card.PersonId, card.Name, card.Right) : RosterRules.Listed(card));
        var deliverable = Kind == RoomKind.Workspace ? request.Deliverable ?? Deliverables.Free : null;
        var created = new RoomCreated(request.Title.Trim(), request.Caller.Name, from, [.. members], deliverable, cohort, request.Challenge, request.Origin?.Cited);
        await CommitAsync(created, request.Caller.PersonId, key);
        return new RoomReply(View(request.Caller));
    }

    private async Task<RoomReply> AdmitAsync(Caller caller, Link link)
    {
        var isMember = _state.Members.TryGetValue(caller.PersonId, out var member);
        if (!isMember && _state.Members.Count >= Options.MembersMax)
        {
            return new RoomReply(null, new Refusal(RefusalCodes.TooMany, $"This room has {Options.MembersMax} members already."));
        }

        // A right that a facilitator gave by name, or took, is not raised by a link that was there before.
        if (!isMember || (member!.Right < link.Right && (member.SetAfter ?? -1) < link.Event))
        {
            var admitted = new MemberAdmitted(link.LinkId, caller.Name, link.Right);
            await AuditAsync(admitted, caller, Guid.NewGuid().ToString("N"));
            await CommitAsync(admitted, caller.PersonId, null);
            await RightChangedAsync(caller.PersonId, link.Right, "You came again by a link that gives you more.");
        }

        return _state.RightOf(caller.PersonId) == Right.None ? new RoomReply(null, UnknownDocument()) : new RoomReply(View(caller));
    }

    private Link? FindLink(string? token)
    {
        if (token is not { Length: > 0 and <= TokenMax })
        {
            return null;
        }

        var hash = SecretToken.Hash(token);
        return _state.Links.Values.FirstOrDefault(link => SecretToken.IsSame(link.TokenHash, hash));
    }

    private async Task RightChangedAsync(string personId, Right right, string reason)
    {
        await ChangeRightAsync(personId, right, reason);
        await NoteObservationAsync(personId);
    }

    private async Task ObserveAsync(string personId)
    {
        using (await HoldAsync())
        {
            await NoteObservationAsync(personId);
        }
    }

    /// <summary>Writes down that a person watches, or no longer does: nobody watches unseen.</summary>
    private async Task NoteObservationAsync(string personId)
    {
        var watches = OpenDocuments().Any(document => document.Sessions.OfPerson(personId).Exists(session => IsWatching(personId, session.Right)));
        if (watches != _state.Observers.ContainsKey(personId))
        {
            await CommitAsync(watches ? new ObservationStarted() : new ObservationEnded(), personId, null);
        }
    }

    /// <summary>Writes down a visit of a moment, unless the person is seen to watch anyway.</summary>
    private async Task NoteLookAsync(string personId)
    {
        using (await HoldAsync())
        {
            if (!_state.Observers.ContainsKey(personId))
            {
                await CommitAsync(new ObservationStarted(), personId, null);
                await CommitAsync(new ObservationEnded(), personId, null);
            }
        }
    }

    /// <summary>Who may only look, and a tutor of the cohort whatever they may do.</summary>
    private bool IsWatching(string personId, Right right) => right == Right.Observe || _state.Members.GetValueOrDefault(personId) is { IsStaff: true };

    /// <summary>Who watched when the last activation ended and has not come back within a lease does not watch any more.</summary>
    private void EndStaleObservationsLater()
    {
        var once = new GrainTimerCreationOptions(TimeSpan.FromSeconds(Options.LeaseSeconds), Timeout.InfiniteTimeSpan) { Interleave = true };
        this.RegisterGrainTimer(EndStaleObservationsAsync, once);
    }

    private async Task EndStaleObservationsAsync(CancellationToken cancellationToken)
    {
        foreach (var personId in _state.Observers.Keys.ToList())
        {
            await ObserveAsync(personId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Room}: that {PersonId} no longer watches could not be written down yet.")]
    private static partial void LogObservation(ILogger logger, RoomKey room, string personId, Exception exception);
}
