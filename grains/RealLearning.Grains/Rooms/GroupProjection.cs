using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>Decisions and the schedule of a group in the <c>room</c> document.</summary>
internal sealed class GroupProjection(YDoc doc, string by, long at)
{
    public void Project(DecisionRecorded recorded)
    {
        var decision = new YMap();
        doc.GetMap("decisions").Set(recorded.DecisionId, decision);
        decision.Set("by", by);
        decision.Set("at", at);
        decision.Set("withdrawnBy", null);
        decision.Set("withdrawnAt", null);
        var versions = new YArray();
        decision.Set("versions", versions);
        versions.Add(Version(recorded.Text));
    }

    public void Project(DecisionAmended amended) => ((YArray)Decision(amended.DecisionId).Get("versions")!).Add(Version(amended.Text));

    public void Project(DecisionWithdrawn withdrawn)
    {
        Decision(withdrawn.DecisionId).Set("withdrawnBy", by);
        Decision(withdrawn.DecisionId).Set("withdrawnAt", at);
    }

    public void Project(MeetingScheduled scheduled)
    {
        var meeting = new YMap();
        doc.GetMap("meetings").Set(scheduled.MeetingId, meeting);
        meeting.Set("kind", scheduled.Kind);
        meeting.Set("title", scheduled.Title);
        meeting.Set("by", by);
        meeting.Set("at", at);
        meeting.Set("moves", 0);
        meeting.Set("moved", null);
        meeting.Set("cancelledBy", null);
        meeting.Set("cancelledAt", null);
        Place(meeting, scheduled.Start, scheduled.Minutes, scheduled.Place, scheduled.Url);
    }

    public void Project(MeetingMoved moved, MeetingFacts before)
    {
        var meeting = Meeting(moved.MeetingId);
        meeting.Set("moves", before.Moves + 1);
        meeting.Set("moved", new Dictionary<string, object?> { ["from"] = before.Start, ["by"] = by, ["at"] = at });
        Place(meeting, moved.Start, moved.Minutes, moved.Place, moved.Url);
    }

    public void Project(MeetingCancelled cancelled)
    {
        Meeting(cancelled.MeetingId).Set("cancelledBy", by);
        Meeting(cancelled.MeetingId).Set("cancelledAt", at);
    }

    private YMap Decision(string decisionId) => (YMap)doc.GetMap("decisions").Get(decisionId)!;

    private YMap Meeting(string meetingId) => (YMap)doc.GetMap("meetings").Get(meetingId)!;

    private Dictionary<string, object?> Version(string text) => new() { ["text"] = text, ["by"] = by, ["at"] = at };

    private static void Place(YMap meeting, long start, int minutes, string place, string url)
    {
        meeting.Set("start", start);
        meeting.Set("minutes", minutes);
        meeting.Set("place", place);
        meeting.Set("url", url);
    }
}
