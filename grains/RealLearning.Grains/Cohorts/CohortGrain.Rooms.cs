using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.People;

namespace RealLearning.Grains.Cohorts;

/// <summary>The rooms of the groups: made when first asked for, told who may do what, and heard about their work.</summary>
public sealed partial class CohortGrain
{
    /// <summary>After this time what was not told is told again.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>How often challenges are told what was needed, where that is another now.</summary>
    private static readonly TimeSpan NeedsPeriod = TimeSpan.FromSeconds(2);

    /// <summary>What rooms told of their work, by the room's id. Made of what they tell alone, and anew from them at each activation.</summary>
    private readonly Dictionary<string, RoomProgress> _progress = [];

    private long _heard;
    private Task _telling = Task.CompletedTask;
    private Task _asking = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<OpenedReply> OpenAsync(Caller caller, string groupId, string? challengeId)
    {
        if (Member(caller) is not { } member || !State.Groups.TryGetValue(groupId, out var group) || (member.Role != CohortRole.Tutor && member.GroupId != groupId))
        {
            return new OpenedReply(null, new Refusal(RefusalCodes.UnknownDocument, "There is no such group, or it is not yours."));
        }

        if (challengeId is null)
        {
            if (group.RoomId is null)
            {
                await StoreAsync(state => state.Groups[groupId].RoomId = NewRoomId());
            }

            var space = new RoomKey(RoomKind.Group, State.Groups[groupId].RoomId!);
            return await OpenAsync(space, RosterOf(groupId, group.Title), roster => Task.FromResult(new CreateRoom(space.Id, caller, group.Title, Roster: roster)));
        }

        if (!State.Challenges.TryGetValue(challengeId, out var challenge) || (challenge.IsWithdrawn && !challenge.Work.ContainsKey(groupId)))
        {
            return new OpenedReply(null, new Refusal(RefusalCodes.UnknownDocument, "The cohort has no such challenge."));
        }

        if (!challenge.Work.ContainsKey(groupId))
        {
            await StoreAsync(state => state.Challenges[challengeId].Work[groupId] = NewRoomId());
        }

        var workspace = new RoomKey(RoomKind.Workspace, State.Challenges[challengeId].Work[groupId]);
        return await OpenAsync(workspace, RosterOf(groupId, null), async roster =>
        {
            var start = new ChallengeStart(challengeId, challenge.Version, challenge.Start, challenge.Due, await VersionAsync(challengeId, challenge.Version));
            return new CreateRoom(workspace.Id, caller, challenge.Title, Deliverable: challenge.Deliverable, Roster: roster, Challenge: start);
        });
    }

    /// <inheritdoc/>
    public Task<Roster?> RosterAsync(RoomKey room, string groupId) =>
        Task.FromResult(State.Groups.TryGetValue(groupId, out var group) ? RosterOf(groupId, room.Kind == RoomKind.Group ? group.Title : null) : null);

    /// <inheritdoc/>
    public Task<bool> HasLeftAsync(string personId) => Task.FromResult(State.Members.GetValueOrDefault(personId) is { HasLeft: true });

    /// <inheritdoc/>
    public Task ToldAsync(RoomKey room, RoomProgress progress)
    {
        Hear(room.Id, progress);
        return Task.CompletedTask;
    }

    /// <summary>What is older than what is known changes nothing.</summary>
    private void Hear(string roomId, RoomProgress progress)
    {
        if (!_progress.TryGetValue(roomId, out var known) || progress.At.IsAfter(known.At))
        {
            _progress[roomId] = progress;
            _heard++;
        }
    }

    /// <summary>A room's id is nobody's to choose, so that nobody can take it first.</summary>
    private static string NewRoomId() => SecretToken.New();

    /// <summary>A room that is there hears of the roster, since it may not know the caller yet; one that is not is made with it.</summary>
    private async Task<OpenedReply> OpenAsync(RoomKey key, Roster roster, Func<Roster, Task<CreateRoom>> create)
    {
        var room = Room(key);
        return !await room.SetRosterAsync(roster) && (await room.CreateAsync(await create(roster))).Refusal is { } refusal
            ? new OpenedReply(null, refusal)
            : new OpenedReply(key);
    }

    private IRoomGrain Room(RoomKey key) => key.Kind == RoomKind.Group ? GrainFactory.GetGrain<IPeerGroupGrain>(key.Id) : GrainFactory.GetGrain<IChallengeWorkspaceGrain>(key.Id);

    private Roster RosterOf(string groupId, string? title)
    {
        var members = State.Members.Where(member => !member.Value.HasLeft && (member.Value.Role == CohortRole.Tutor || member.Value.GroupId == groupId));
        return new Roster(Id, groupId, State.Revision, title, [.. members.Select(member => new PersonCard(
            member.Key, member.Value.Name, PersonColours.IndexOf(member.Key), member.Value.Role == CohortRole.Tutor ? Right.Observe : Right.Edit))], [.. State.Members.Where(static member => member.Value.HasLeft).Select(static member => member.Key)]);
    }

    private IEnumerable<(RoomKey Room, string? Title)> RoomsOf(string groupId)
    {
        var group = State.Groups[groupId];
        var works = State.Challenges.Values.SelectMany(challenge => challenge.Work.Where(work => work.Key == groupId).Select(work => (new RoomKey(RoomKind.Workspace, work.Value), (string?)null)));
        return group.RoomId is { } space ? works.Prepend((new RoomKey(RoomKind.Group, space), group.Title)) : works;
    }

    /// <summary>What a crash of this node or of a room's left untold or unheard is told and asked for now; later it is done as it comes.</summary>
    private void BeginTelling()
    {
        _asking = AskAsync();
        this.RegisterGrainTimer(_ => TellAsync(), new GrainTimerCreationOptions(TimeSpan.Zero, Period) { Interleave = true });
        this.RegisterGrainTimer(_ => TellNeedsAsync(), new GrainTimerCreationOptions(NeedsPeriod, NeedsPeriod));
    }

    private Task AskedAsync() => _asking.IsCompleted ? Task.CompletedTask : _asking.PatientlyAsync(time);

    /// <summary>Tells the rooms what they have not heard, for a moment; what takes longer goes on behind.</summary>
    private Task TellAsync()
    {
        if (State.Untold.Count == 0)
        {
            return Task.CompletedTask;
        }

        _telling = TellAfterAsync(_telling);
        return _telling.PatientlyAsync(time);
    }

    private async Task TellAfterAsync(Task before)
    {
        await before;
        var groups = State.Untold.ToList();
        await GrainTasks.EachAsync(groups, async groupId =>
        {
            var revision = State.Revision;
            try
            {
                foreach (var (room, title) in RoomsOf(groupId).ToList())
                {
                    await Room(room).SetRosterAsync(RosterOf(groupId, title));
                }

                if (State.Revision == revision)
                {
                    State.Untold.Remove(groupId);
                }
            }
            catch (Exception exception)
            {
                LogUntold(logger, Id, groupId, exception);
            }
        });
    }

    /// <summary>Asks each room for its progress: what it told before a crash, or could not tell.</summary>
    private Task AskAsync() => GrainTasks.EachAsync(State.Groups.Keys.SelectMany(RoomsOf).Select(room => room.Room).ToList(), HearAsync);

    private async Task HearAsync(RoomKey room)
    {
        try
        {
            if (await Room(room).ProgressAsync() is { } progress)
            {
                Hear(room.Id, progress);
            }
        }
        catch (Exception exception)
        {
            LogUnheard(logger, Id, room, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cohort {CohortId}: the rooms of group {GroupId} could not be told who is in it; they will be told again.")]
    private static partial void LogUntold(ILogger logger, string cohortId, string groupId, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cohort {CohortId}: {Room} did not say how far it is.")]
    private static partial void LogUnheard(ILogger logger, string cohortId, RoomKey room, Exception exception);
}
