namespace RealLearning.Grains.Rooms;

/// <param name="Members">Who could edit in the room then.</param>
/// <param name="Images">Names of the room's images that the text shows.</param>
internal sealed record SnapshotSubmitted(string SubmissionId, string SnapshotId, string Title, string Line, string[] Members, string[] Images) : RoomEvent;

internal sealed record SubmissionWithdrawn(string SubmissionId) : RoomEvent;

/// <summary>For the first time by this person. The record names nobody: the timeline of <c>room</c> would give away a judge.</summary>
/// <param name="Name">Of a client, whom the group may know; null of a judge.</param>
internal sealed record SubmissionRead(string SubmissionId, string PersonId, string? Name) : RoomEvent;

/// <param name="Text">What should change, or a word with the signature.</param>
internal sealed record SubmissionReviewed(string SubmissionId, string Name, bool IsSigned, string Text) : RoomEvent;
