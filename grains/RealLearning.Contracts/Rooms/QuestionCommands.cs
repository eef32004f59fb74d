namespace RealLearning.Contracts.Rooms;

/// <summary>Asks the group what somebody needs to know. Workspaces only. Right: comment.</summary>
/// <param name="StepId">The step at which it came up, or null; the plan is live text, so only its form is checked.</param>
/// <param name="Quote">The passage at which it came up, at most 2,000 characters, or empty.</param>
/// <param name="Text">1 to 4,000 characters.</param>
[GenerateSerializer, Immutable, Alias("ask-question")]
public sealed record AskQuestion([property: Id(0)] string QuestionId, [property: Id(1)] string? StepId, [property: Id(2)] string Quote, [property: Id(3)] string Text) : RoomCommand;

/// <summary>Answers an open question. Right: comment.</summary>
/// <param name="Text">1 to 4,000 characters.</param>
/// <param name="Url">An address of http or https of at most 2,000 characters, or empty.</param>
[GenerateSerializer, Immutable, Alias("answer-question")]
public sealed record AnswerQuestion([property: Id(0)] string QuestionId, [property: Id(1)] string AnswerId, [property: Id(2)] string Text, [property: Id(3)] string Url) : RoomCommand;

/// <summary>Keeps an answer as a resource of kind <c>peer</c>, once. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("keep-answer")]
public sealed record KeepAnswer([property: Id(0)] string QuestionId, [property: Id(1)] string AnswerId, [property: Id(2)] string ResourceId) : RoomCommand;

/// <summary>Closes a question, for good. Right: comment.</summary>
[GenerateSerializer, Immutable, Alias("close-question")]
public sealed record CloseQuestion([property: Id(0)] string QuestionId) : RoomCommand;

/// <summary>Lets an open question go to others than the group, once to each. Only in a cohort's workspace. Right: edit.</summary>
/// <param name="To">One of <see cref="Askable"/>.</param>
/// <param name="Quote">What they may read of the passage, at most 2,000 characters; empty where none of it goes along.</param>
[GenerateSerializer, Immutable, Alias("release-question")]
public sealed record ReleaseQuestion([property: Id(0)] string QuestionId, [property: Id(1)] string To, [property: Id(2)] string Quote) : RoomCommand;

/// <summary>Whom a question can be released to.</summary>
public static class Askable
{
    /// <summary>Learners of other groups in the cohort.</summary>
    public const string Cohort = "cohort";

    /// <summary>The cohort's tutors.</summary>
    public const string Tutor = "tutor";

    /// <summary>Those whom the work is for: the cohort's clients.</summary>
    public const string Client = "client";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Cohort, Tutor, Client];
}
