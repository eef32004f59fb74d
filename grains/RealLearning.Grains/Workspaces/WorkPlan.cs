namespace RealLearning.Grains.Workspaces;

/// <summary>The plan of a workspace as it is now, for progress.</summary>
/// <param name="Steps">At most 200, in their order.</param>
internal sealed record WorkPlan(IReadOnlyList<WorkStep> Steps);

/// <summary>A step of it.</summary>
/// <param name="Title">At most 200 characters; may be empty.</param>
/// <param name="State">One of <see cref="WorkStates"/>.</param>
/// <param name="Owners">At most 50 ids of people, whoever they are.</param>
/// <param name="Due">A date, <c>yyyy-MM-dd</c>, or null.</param>
/// <param name="Order">Where it stands among the others; equal ones stand by their ids.</param>
internal sealed record WorkStep(string Id, string Title, string State, IReadOnlyList<string> Owners, string? Due, string? MilestoneId, double Order);

/// <summary>How far a step is, as the plan has it.</summary>
internal static class WorkStates
{
    public const string ToDo = "todo";
    public const string Doing = "doing";
    public const string Done = "done";
}
