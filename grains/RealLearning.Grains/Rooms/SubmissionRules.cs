using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;

namespace RealLearning.Grains.Rooms;

/// <summary>Whether something may be shown to the client, taken back or signed off, as the workspace stands. Changes nothing.</summary>
internal static class SubmissionRules
{
    private const int LineMax = 1_000;
    private const int TextMax = 4_000;

    public static string? Fault(SubmitSnapshot submit, RoomState state, LiveOptions options) =>
        state.Cohort is null ? "Only a cohort's workspace has a client to show it to."
        : !state.Snapshots.Contains(submit.SnapshotId ?? "") ? "There is no such snapshot."
        : state.Submissions.Values.Any(known => known.IsReadable && known.SnapshotId == submit.SnapshotId) ? "The client has this snapshot already."
        : CommandRules.Fresh(submit.SubmissionId, state.Submissions.Keys, options.SubmissionsMax, "submission") ?? TextRules.UpTo(submit.Line, LineMax, "line to the client");

    public static string? Fault(WithdrawSubmission withdraw, RoomState state) =>
        !state.Submissions.TryGetValue(withdraw.SubmissionId ?? "", out var submission) ? "There is no such submission."
        : submission.IsReadable ? null : "It was taken back already.";

    /// <summary>Of a submission that can be read.</summary>
    public static string? Fault(ReviewSubmission review, RoomState state, string by)
    {
        var latest = state.Submissions.Where(known => known.Value.IsReadable).OrderBy(known => known.Value.At).Last().Key;
        return latest != review.SubmissionId ? "The group has shown something newer: look at that."
            : !state.Submissions[latest].Readings.ContainsKey(by) ? "Read it before you say something about it."
            : review.IsSigned ? TextRules.UpTo(review.Text, TextMax, "word with the signature")
            : TextRules.Text(review.Text, TextMax, "request for changes");
    }
}
