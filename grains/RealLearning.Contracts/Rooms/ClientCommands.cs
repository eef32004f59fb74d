namespace RealLearning.Contracts.Rooms;

/// <summary>
/// Shows a frozen snapshot to those whom the work is for: the cohort's clients and judges may read a copy of its text. Only in a cohort's workspace. Right: edit.
/// </summary>
/// <param name="Line">What the group says to the client with it, at most 1,000 characters, or empty.</param>
[GenerateSerializer, Immutable, Alias("submit-snapshot")]
public sealed record SubmitSnapshot([property: Id(0)] string SubmissionId, [property: Id(1)] string SnapshotId, [property: Id(2)] string Line) : RoomCommand;

/// <summary>Takes back what was submitted: nobody can read it any more. Who read it before is remembered. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("withdraw-submission")]
public sealed record WithdrawSubmission([property: Id(0)] string SubmissionId) : RoomCommand;
