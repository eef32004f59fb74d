namespace RealLearning.Grains.Rooms;

internal sealed record ResourceAdded(string ResourceId, string Title, string Url, string Note, string[] StepIds) : RoomEvent;

internal sealed record ResourcePulled(string ResourceId, string? StepId) : RoomEvent;

internal sealed record QuestionAsked(string QuestionId, string? StepId, string Quote, string Text) : RoomEvent;

/// <param name="Name">Of somebody from beyond the group; null of a member.</param>
/// <param name="From">Through which of <see cref="RealLearning.Contracts.Rooms.Askable"/> it came; null of a member.</param>
internal sealed record QuestionAnswered(string QuestionId, string AnswerId, string Text, string Url, string? Name = null, string? From = null) : RoomEvent;

/// <summary>The answer's words are those of its own event.</summary>
internal sealed record AnswerKept(string QuestionId, string AnswerId, string ResourceId) : RoomEvent;

internal sealed record QuestionClosed(string QuestionId) : RoomEvent;

internal sealed record QuestionReleased(string QuestionId, string To, string Quote) : RoomEvent;
