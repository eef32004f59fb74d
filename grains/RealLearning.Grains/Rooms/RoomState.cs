using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Rooms;

/// <summary>What the grain decides by: made from the room's events alone. Kept beside the snapshot of <c>room</c> and never sent whole to a client.</summary>
internal sealed class RoomState
{
    private const int LastSessionsMax = 20;

    /// <summary>False until the room was created.</summary>
    public bool Exists { get; set; }

    /// <summary>How many events there were.</summary>
    public long Events { get; set; }

    public string Title { get; set; } = "";

    public CameFrom? From { get; set; }

    /// <summary>Null where no cohort decides who is a member.</summary>
    public CohortPlace? Cohort { get; set; }

    /// <summary>The brief is the challenge's.</summary>
    public bool HasChallenge { get; set; }

    public Dictionary<string, Member> Members { get; init; } = [];

    public Dictionary<string, Link> Links { get; init; } = [];

    /// <summary>Threads by id, with their number of comments.</summary>
    public Dictionary<string, ThreadFacts> Threads { get; init; } = [];

    public HashSet<string> Snapshots { get; init; } = [];

    public HashSet<string> Sessions { get; init; } = [];

    public HashSet<string> Resources { get; init; } = [];

    /// <summary>By the resource's id.</summary>
    public Dictionary<string, ResourceFacts> Drawn { get; init; } = [];

    public Dictionary<string, QuestionFacts> Questions { get; init; } = [];

    public Dictionary<string, DecisionFacts> Decisions { get; init; } = [];

    public Dictionary<string, MeetingFacts> Meetings { get; init; } = [];

    /// <summary>The sessions that were opened last, newest last: as the cohort hears of them.</summary>
    public List<OpenedSession> LastSessions { get; init; } = [];

    public Dictionary<string, SubmissionFacts> Submissions { get; init; } = [];

    /// <summary>Who watches, since when (Unix milliseconds).</summary>
    public Dictionary<string, long> Observers { get; init; } = [];

    public Right RightOf(string personId) => Members.TryGetValue(personId, out var member) ? member.Right : Right.None;

    /// <summary>Takes over one event; the same for a new one and one read from the journal.</summary>
    public void Apply(RoomEvent happened, string by, long at)
    {
        Events++;
        switch (happened)
        {
            case RoomCreated created:
                Exists = true;
                Title = created.Title;
                From = created.From;
                foreach (var member in created.Members)
                {
                    Members[member.PersonId] = member;
                }

                Cohort = created.Cohort;
                HasChallenge = created.Challenge is not null;
                foreach (var resource in created.Challenge?.Text.Resources ?? [])
                {
                    Resources.Add(resource.Id);
                    Drawn[resource.Id] = new ResourceFacts { IsCurated = true };
                }

                if (Cohort is null || From is not null)
                {
                    // Who opens a session leads it, in a cohort too.
                    Members[by] = new Member(by, created.OwnerName, Right.Facilitate, OfRoster: Cohort is not null);
                }

                break;
            case TitleSet set:
                Title = set.Title;
                break;
            case ThreadCreated created:
                Threads[created.ThreadId] = new ThreadFacts(1, created.Part);
                break;
            case ThreadReplied replied:
                Threads[replied.ThreadId] = Threads[replied.ThreadId] with { Comments = Threads[replied.ThreadId].Comments + 1 };
                break;
            case SnapshotFrozen frozen:
                Snapshots.Add(frozen.SnapshotId);
                break;
            case SessionOpened opened:
                Sessions.Add(opened.SessionId);
                LastSessions.Add(new OpenedSession(opened.SessionId, opened.Title, by, DateTimeOffset.FromUnixTimeMilliseconds(at)));
                if (LastSessions.Count > LastSessionsMax)
                {
                    LastSessions.RemoveAt(0);
                }

                break;
            case ResourceAdded added:
                Resources.Add(added.ResourceId);
                Drawn[added.ResourceId] = new ResourceFacts { Title = added.Title, Url = added.Url };
                break;
            case ResourcePulled pulled:
                Drawn.GetValueOrDefault(pulled.ResourceId)?.Pull(pulled.StepId);
                break;
            case QuestionAsked asked:
                Questions[asked.QuestionId] = new QuestionFacts { Text = asked.Text, StepId = asked.StepId, AskedAt = at };
                break;
            case QuestionAnswered answered:
                var question = Questions[answered.QuestionId];
                question.Answers.Add(answered.AnswerId);
                if (question.WaitedMs is null)
                {
                    (question.WaitedMs, question.IsByOthers) = (Math.Max(0, at - question.AskedAt), answered.Name is not null);
                }

                Meet(by, answered.Name);
                if (answered.From == Askable.Client)
                {
                    Questions[answered.QuestionId].OfClients.Add(new ClientAnswerFacts(answered.AnswerId, by, answered.Name ?? "", answered.Text, answered.Url, at));
                }

                break;
            case AnswerKept kept:
                Questions[kept.QuestionId].Kept.Add(kept.AnswerId);
                Resources.Add(kept.ResourceId);
                break;
            case QuestionClosed closed:
                Questions[closed.QuestionId].Closed = true;
                break;
            case QuestionReleased released:
                Questions[released.QuestionId].Releases[released.To] = new Release(released.Quote, at);
                break;
            case DecisionRecorded recorded:
                Decisions[recorded.DecisionId] = new DecisionFacts(1);
                break;
            case DecisionAmended amended:
                Decisions[amended.DecisionId] = Decisions[amended.DecisionId] with { Versions = Decisions[amended.DecisionId].Versions + 1 };
                break;
            case DecisionWithdrawn withdrawn:
                Decisions[withdrawn.DecisionId] = Decisions[withdrawn.DecisionId] with { IsWithdrawn = true };
                break;
            case MeetingScheduled scheduled:
                Meetings[scheduled.MeetingId] = new MeetingFacts(scheduled.Kind, scheduled.Title, scheduled.Start, scheduled.Minutes, scheduled.Place, scheduled.Url);
                break;
            case MeetingMoved moved:
                Apply(moved, Meetings[moved.MeetingId]);
                break;
            case MeetingCancelled cancelled:
                Meetings[cancelled.MeetingId] = Meetings[cancelled.MeetingId] with { IsCancelled = true };
                break;
            case SnapshotSubmitted submitted:
                Submissions[submitted.SubmissionId] = new SubmissionFacts
                {
                    SnapshotId = submitted.SnapshotId, Title = submitted.Title, Line = submitted.Line, By = by, Members = submitted.Members, Images = [.. submitted.Images], At = at,
                };
                break;
            case SubmissionWithdrawn withdrawn:
                Submissions[withdrawn.SubmissionId].WithdrawnAt = at;
                break;
            case SubmissionRead read:
                Submissions[read.SubmissionId].Readings[read.PersonId] = new ReadFacts(read.Name is null, at);
                Meet(read.PersonId, read.Name);
                break;
            case SubmissionReviewed reviewed:
                Submissions[reviewed.SubmissionId].Review = new ReviewFacts(by, reviewed.Name, reviewed.IsSigned, reviewed.Text, at);
                break;
            case LinkCreated created:
                Links[created.LinkId] = new Link(created.LinkId, created.Right, created.TokenHash, at, Events);
                break;
            case LinkRevoked revoked:
                Links.Remove(revoked.LinkId);
                break;
            case MemberAdmitted admitted:
                // Whoever is here by the roster still goes by it.
                var before = Members.GetValueOrDefault(by);
                Members[by] = before is { OfRoster: true, Right: > Right.None } ? before with { Right = admitted.Right } : new Member(by, admitted.Name, admitted.Right, before?.SetAfter);
                break;
            case RightSet set:
                // A former member stays with no right, so that a comment keeps its author's name.
                Members[set.PersonId] = Members[set.PersonId] with { Right = set.Right, SetAfter = Events };
                break;
            case RosterSet set:
                Cohort = Cohort! with { Revision = set.Revision };
                Title = set.Title ?? Title;
                foreach (var member in set.Members)
                {
                    Members[member.PersonId] = member.Right == Right.None ? member with { SetAfter = Events } : member;
                }

                break;
            case ObservationStarted:
                Observers[by] = at;
                break;
            case ObservationEnded:
                Observers.Remove(by);
                break;
            case BriefSet or ThreadResolved or ThreadReanchored:
                break;
            default:
                throw new InvalidOperationException($"No rule for {happened.GetType().Name}.");
        }
    }

    private void Apply(MeetingMoved moved, MeetingFacts before) => Meetings[moved.MeetingId] = before with
    {
        Start = moved.Start,
        Minutes = moved.Minutes,
        Place = moved.Place,
        Url = moved.Url,
        Moves = before.Moves + 1,
    };

    /// <summary>Somebody from beyond the group is known here by name alone; null of a member.</summary>
    private void Meet(string personId, string? name)
    {
        if (name is not null && !Members.ContainsKey(personId))
        {
            Members[personId] = new Member(personId, name, Right.None);
        }
    }
}

/// <summary>A share link as the room keeps it.</summary>
/// <param name="Event">The number of the event that made it.</param>
internal sealed record Link(string LinkId, Right Right, byte[] TokenHash, long CreatedAt, long Event = 0);

/// <summary>What the grain must know of a thread without reading the document.</summary>
internal sealed record ThreadFacts(int Comments, string Part);
