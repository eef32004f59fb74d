namespace RealLearning.Contracts.Rooms;

/// <summary>Adds something to learn from that a member found. Workspaces only. Right: edit.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Url">An address of http or https of at most 2,000 characters, or empty.</param>
/// <param name="Note">At most 4,000 characters.</param>
/// <param name="StepIds">The steps of the plan that need it, at most 60; the plan is live text, so only their form is checked.</param>
[GenerateSerializer, Immutable, Alias("add-resource")]
public sealed record AddResource(
    [property: Id(0)] string ResourceId, [property: Id(1)] string Title, [property: Id(2)] string Url, [property: Id(3)] string Note, [property: Id(4)] string[] StepIds) : RoomCommand;

/// <summary>Says that a resource was drawn on, and at which step. Workspaces only. Right: edit.</summary>
/// <param name="StepId">Null where it was at none.</param>
[GenerateSerializer, Immutable, Alias("pull-resource")]
public sealed record PullResource([property: Id(0)] string ResourceId, [property: Id(1)] string? StepId) : RoomCommand;
