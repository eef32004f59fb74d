using RealLearning.Contracts.Documents;
using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>Writes an event into the <c>room</c> document, in the shape that <c>docs/protocols.md</c> describes. What clients must not see is not here.</summary>
internal sealed class RoomProjection(YDoc doc, string by, long at)
{
    private const int VisitsMax = 200;

    public void Project(RoomEvent happened, RoomKind kind, RoomState before)
    {
        switch (happened)
        {
            case RoomCreated created:
                Create(created, kind);
                break;
            case TitleSet set:
                Root.Set("title", set.Title);
                break;
            case BriefSet set:
                Root.Set("brief", BriefValue.Of(set.Brief));
                break;
            case ThreadCreated created:
                Create(created);
                break;
            case ThreadReplied replied:
                Comments(replied.ThreadId).Add(Comment(replied.CommentId, replied.Text));
                break;
            case ThreadResolved resolved:
                Thread(resolved.ThreadId).Set("resolved", resolved.Resolved);
                Thread(resolved.ThreadId).Set("resolvedBy", resolved.Resolved ? by : null);
                break;
            case ThreadReanchored moved:
                Thread(moved.ThreadId).Set("start", moved.Start);
                Thread(moved.ThreadId).Set("end", moved.End);
                break;
            case SnapshotFrozen frozen:
                doc.GetMap("snapshots").Set(frozen.SnapshotId, Entry(("title", frozen.Title), ("sequence", frozen.Sequence)));
                break;
            case SessionOpened opened:
                doc.GetMap("sessions").Set(opened.SessionId, Entry(("title", opened.Title), ("snapshotId", opened.SnapshotId)));
                break;
            case ResourceAdded added:
                new ResourceProjection(doc, by, at).Project(added);
                break;
            case ResourcePulled pulled:
                new ResourceProjection(doc, by, at).Project(pulled);
                break;
            case AnswerKept kept:
                new ResourceProjection(doc, by, at).Project(kept);
                break;
            case QuestionAsked asked:
                new QuestionProjection(doc, by, at).Project(asked);
                break;
            case QuestionAnswered answered:
                new QuestionProjection(doc, by, at).Project(answered);
                break;
            case QuestionClosed closed:
                new QuestionProjection(doc, by, at).Project(closed);
                break;
            case QuestionReleased released:
                new QuestionProjection(doc, by, at).Project(released);
                break;
            case DecisionRecorded recorded:
                new GroupProjection(doc, by, at).Project(recorded);
                break;
            case DecisionAmended amended:
                new GroupProjection(doc, by, at).Project(amended);
                break;
            case DecisionWithdrawn withdrawn:
                new GroupProjection(doc, by, at).Project(withdrawn);
                break;
            case MeetingScheduled scheduled:
                new GroupProjection(doc, by, at).Project(scheduled);
                break;
            case MeetingMoved moved:
                new GroupProjection(doc, by, at).Project(moved, before.Meetings[moved.MeetingId]);
                break;
            case MeetingCancelled cancelled:
                new GroupProjection(doc, by, at).Project(cancelled);
                break;
            case SnapshotSubmitted submitted:
                new SubmissionProjection(doc, by, at).Project(submitted);
                break;
            case SubmissionWithdrawn withdrawn:
                new SubmissionProjection(doc, by, at).Project(withdrawn);
                break;
            case SubmissionRead read:
                new SubmissionProjection(doc, by, at).Project(read);
                break;
            case SubmissionReviewed reviewed:
                new SubmissionProjection(doc, by, at).Project(reviewed);
                break;
            case RosterSet { Title: { } title }:
                Root.Set("title", title);
                break;
            case ObservationStarted:
                doc.GetMap("observers").Set(by, new Dictionary<string, object?> { ["since"] = at });
                break;
            case ObservationEnded:
                EndObservation(before.Observers.GetValueOrDefault(by, at));
                break;
        }
    }

    private YMap Root => doc.GetMap("room");

    private YMap Thread(string threadId) => (YMap)doc.GetMap("threads").Get(threadId)!;

    private YArray Comments(string threadId) => (YArray)Thread(threadId).Get("comments")!;

    private void Create(RoomCreated created, RoomKind kind)
    {
        Root.Set("kind", RoomKey.NameOf(kind));
        Root.Set("title", created.Title);
        Root.Set("createdAt", at);
        Root.Set("createdBy", by);
        if (created.Deliverable is { } deliverable)
        {
            Root.Set("deliverable", deliverable);
        }

        if (created.Cohort is { } cohort)
        {
            Root.Set("cohortId", cohort.CohortId);
            Root.Set("groupId", cohort.GroupId);
        }

        if (created.Challenge is { } challenge)
        {
            new ChallengeProjection(doc, at).Project(challenge);
        }

        if (created.From is { } from)
        {
            Root.Set("workspaceId", from.WorkspaceId);
            Root.Set("snapshotId", from.SnapshotId);
        }

        foreach (var cited in created.Cited ?? [])
        {
            new ResourceProjection(doc, by, at).Add(cited.Id, cited.Title, cited.Url, "", [], cited.Kind);
        }
    }

    private void Create(ThreadCreated created)
    {
        var thread = new YMap();
        doc.GetMap("threads").Set(created.ThreadId, thread);
        thread.Set("part", created.Part);
        thread.Set("start", created.Start);
        thread.Set("end", created.End);
        thread.Set("quote", created.Quote);
        thread.Set("before", created.Before);
        thread.Set("by", by);
        thread.Set("at", at);
        thread.Set("resolved", false);
        var comments = new YArray();
        thread.Set("comments", comments);
        comments.Add(Comment(created.ThreadId, created.Text));
    }

    private Dictionary<string, object?> Comment(string id, string text) =>
        new() { ["id"] = id, ["by"] = by, ["at"] = at, ["text"] = text };

    private Dictionary<string, object?> Entry(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var entry = new Dictionary<string, object?> { ["by"] = by, ["at"] = at };
        foreach (var (name, value) in fields)
        {
            entry[name] = value;
        }

        return entry;
    }

    private void EndObservation(long since)
    {
        doc.GetMap("observers").Remove(by);
        var visits = doc.GetArray("visits");
        visits.Add(new Dictionary<string, object?> { ["by"] = by, ["from"] = since, ["to"] = at });
        if (visits.Count > VisitsMax)
        {
            visits.Delete(0, visits.Count - VisitsMax);
        }
    }
}
