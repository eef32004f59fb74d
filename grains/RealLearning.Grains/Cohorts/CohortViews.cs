using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Cohorts;

/// <summary>What each role may know of a cohort.</summary>
internal sealed class CohortViews(string id, CohortState state, Dictionary<string, RoomProgress> progress, DateTimeOffset now)
{
    private readonly ILookup<string?, string> _groups = state.Members.Where(member => !member.Value.HasLeft).ToLookup(member => member.Value.GroupId, member => member.Key);

    public CohortView For(string personId, KeptMember member, IReadOnlyList<Invitation<CohortRole>> invitations) => member.Role switch
    {
        CohortRole.Tutor => new CohortView(
            id, state.Title, member.Role, state.Choice, [.. Present.Select(Labelled)], [.. Groups.Select(Group)], [.. Given.Select(given => Challenge(given, everyGroup: true, null))], invitations),
        CohortRole.Learner => new CohortView(
            id, state.Title, member.Role, state.Choice, Peers(member, personId), ChoiceOf(member), [.. Mine(member)], []),
        CohortRole.Client => new CohortView(id, state.Title, member.Role, false, [], [], [.. BriefsFor(member)], []),
        _ => new CohortView(id, state.Title, member.Role, false, [], [], [], []),
    };

    public CohortToday Today(string personId, KeptMember member)
    {
        var own = member.GroupId is { } groupId ? Group(new(groupId, state.Groups[groupId])) : null;
        return member.Role switch
        {
            CohortRole.Learner => new CohortToday(id, state.Title, member.Role, own, Peers(member, personId), [.. Mine(member)], [.. Waiting(member)]),
            CohortRole.Client => new CohortToday(id, state.Title, member.Role, null, [], [.. BriefsFor(member)], [], Desk(personId, member)),
            CohortRole.Tutor => new CohortToday(
                id, state.Title, member.Role, null, [], [.. Given.Select(given => Challenge(given, everyGroup: true, null))], [.. Waiting(member)], Groups: [.. Groups.Select(Group)]),
            _ => new CohortToday(id, state.Title, member.Role, null, [], [], [], Desk(personId, member)),
        };
    }

    /// <summary>Everybody who learns here.</summary>
    public IReadOnlyList<CohortPerson> Learners() => [.. Present.Where(static member => member.Value.Role == CohortRole.Learner).Select(Person)];

    /// <summary>Open questions that other groups let go to the member's kind, the longest waiting first. Learners do not see whose they are.</summary>
    public IEnumerable<WaitingQuestion> Waiting(KeptMember member) => AskableOf(member.Role) switch
    {
        null => [],
        Askable.Cohort => Questions(Askable.Cohort, member).Where(waiting => waiting.GroupId != member.GroupId).Select(waiting => waiting.Question with { Group = null }),
        var askable => Questions(askable, member).Select(waiting => waiting.Question),
    };

    /// <summary>Through which release questions come to a role; null where they do not.</summary>
    public static string? AskableOf(CohortRole role) => role switch
    {
        CohortRole.Learner => Askable.Cohort,
        CohortRole.Tutor => Askable.Tutor,
        CohortRole.Client => Askable.Client,
        _ => null,
    };

    private ClientDesk Desk(string personId, KeptMember member) => new DeskView(state, progress).For(personId, member);

    private IEnumerable<(string GroupId, WaitingQuestion Question)> Questions(string to, KeptMember member) =>
        from challenge in state.Challenges
        where member.Sees(challenge.Key)
        from work in challenge.Value.Work
        where progress.ContainsKey(work.Value)
        from question in progress[work.Value].Released
        where question.To == to
        orderby question.ReleasedAt
        select (work.Key, new WaitingQuestion(work.Value, challenge.Value.Title, state.Groups[work.Key].Title, question));

    private IEnumerable<KeyValuePair<string, KeptMember>> Present => state.Members.Where(member => !member.Value.HasLeft);

    private IEnumerable<KeyValuePair<string, KeptGroup>> Groups => state.Groups.Where(group => !group.Value.IsDissolved);

    private IEnumerable<KeyValuePair<string, KeptChallenge>> Given => state.Challenges.Where(given => !given.Value.IsWithdrawn);

    private CohortPerson Person(KeyValuePair<string, KeptMember> member) =>
        new(member.Key, member.Value.Name, PersonColours.IndexOf(member.Key), member.Value.Role, member.Value.GroupId, On(member.Key, member.Value.GroupId), "");

    /// <summary>For tutors.</summary>
    private CohortPerson Labelled(KeyValuePair<string, KeptMember> member) => Person(member) with { Label = member.Value.Label };

    /// <summary>Where somebody is counts more than what they have begun.</summary>
    private PersonWork? On(string personId, string? groupId) => groupId is null ? null : state.Challenges.Values
        .Select(challenge => On(personId, challenge, challenge.Work.GetValueOrDefault(groupId)))
        .OfType<PersonWork>().OrderByDescending(static work => work.IsHere).FirstOrDefault();

    private PersonWork? On(string personId, KeptChallenge challenge, string? workspaceId)
    {
        if (workspaceId is null || !progress.TryGetValue(workspaceId, out var told))
        {
            return null;
        }

        var step = Array.Find(told.Steps, step => step.State == StepState.Doing && step.Owners.Contains(personId));
        var isHere = told.Here.Contains(personId);
        return isHere || step is not null ? new PersonWork(challenge.Title, new RoomKey(RoomKind.Workspace, workspaceId), step?.Title, isHere) : null;
    }

    private CohortGroup Group(KeyValuePair<string, KeptGroup> group) => new(
        group.Key,
        group.Value.Title,
        _groups[group.Key].Count(),
        group.Value.RoomId is { } room ? new RoomKey(RoomKind.Group, room) : null,
        Next(group.Value.RoomId));

    private Meeting? Next(string? roomId) => roomId is not null && progress.TryGetValue(roomId, out var told) ? Array.Find(told.Meetings, meeting => meeting.End > now) : null;

    /// <summary>Oneself, one's group, and the tutors, who may watch it.</summary>
    private IReadOnlyList<CohortPerson> Peers(KeptMember member, string personId) =>
    [
        .. Present.Where(other => other.Key == personId || other.Value.Role == CohortRole.Tutor || (member.GroupId is not null && other.Value.GroupId == member.GroupId)).Select(Person),
    ];

    /// <summary>One's own group; all of them while one may choose, without their rooms.</summary>
    private IReadOnlyList<CohortGroup> ChoiceOf(KeptMember member) =>
        [.. Groups.Where(group => state.Choice || group.Key == member.GroupId).Select(group => group.Key == member.GroupId ? Group(group) : Group(group) with { Room = null, Next = null })];

    private IEnumerable<GivenChallenge> Mine(KeptMember member) =>
        state.Challenges.Where(given => !given.Value.IsWithdrawn || (member.GroupId is not null && given.Value.Work.ContainsKey(member.GroupId)))
            .Select(given => Challenge(given, everyGroup: false, member.GroupId));

    private GivenChallenge Challenge(KeyValuePair<string, KeptChallenge> given, bool everyGroup, string? ownGroup)
    {
        // A group reads in its room what the client said, and there no judge has a name.
        var works = everyGroup ? Groups.Select(group => Work(given.Value, group.Key)) : ownGroup is null ? [] : new[] { WithoutLane(Work(given.Value, ownGroup)) };
        return Whole(given) with { Work = [.. works] };
    }

    private static GroupWork WithoutLane(GroupWork work) => work.Progress is { } told ? work with { Progress = told with { Client = ClientLane.Empty } } : work;

    private GroupWork Work(KeptChallenge challenge, string groupId) => challenge.Work.TryGetValue(groupId, out var workspace)
        ? new GroupWork(groupId, new RoomKey(RoomKind.Workspace, workspace), progress.GetValueOrDefault(workspace))
        : new GroupWork(groupId, null, null);

    private IEnumerable<GivenChallenge> BriefsFor(KeptMember client) => Given.Where(given => client.Sees(given.Key)).Select(static given => Whole(given) with { Milestones = [] });

    private static GivenChallenge Whole(KeyValuePair<string, KeptChallenge> given) => new(
        given.Key, given.Value.Version, given.Value.Title, given.Value.Outside, given.Value.Deliverable, given.Value.Start, given.Value.Due, given.Value.Brief, given.Value.Milestones, []);
}
