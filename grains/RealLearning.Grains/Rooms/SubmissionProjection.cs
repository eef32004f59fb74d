using RealLearning.Contracts.Cohorts;
using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>What was submitted, in the <c>room</c> document. Of a judge it says that one read, and not who.</summary>
internal sealed class SubmissionProjection(YDoc doc, string by, long at)
{
    public void Project(SnapshotSubmitted submitted)
    {
        var submission = new YMap();
        doc.GetMap("submissions").Set(submitted.SubmissionId, submission);
        submission.Set("snapshotId", submitted.SnapshotId);
        submission.Set("title", submitted.Title);
        submission.Set("line", submitted.Line);
        submission.Set("by", by);
        submission.Set("at", at);
        submission.Set("withdrawnBy", null);
        submission.Set("withdrawnAt", null);
        submission.Set("readings", new YArray());
        submission.Set("review", null);
    }

    public void Project(SubmissionWithdrawn withdrawn)
    {
        var submission = Submission(withdrawn.SubmissionId);
        submission.Set("withdrawnBy", by);
        submission.Set("withdrawnAt", at);
    }

    public void Project(SubmissionRead read) => ((YArray)Submission(read.SubmissionId).Get("readings")!).Add(new Dictionary<string, object?>
    {
        ["by"] = read.Name is null ? null : read.PersonId,
        ["role"] = CohortRoleNames.Of(read.Name is null ? CohortRole.Judge : CohortRole.Client),
        ["at"] = at,
    });

    public void Project(SubmissionReviewed reviewed) => Submission(reviewed.SubmissionId).Set("review", new Dictionary<string, object?>
    {
        ["by"] = by, ["at"] = at, ["signed"] = reviewed.IsSigned, ["text"] = reviewed.Text,
    });

    private YMap Submission(string submissionId) => (YMap)doc.GetMap("submissions").Get(submissionId)!;
}
