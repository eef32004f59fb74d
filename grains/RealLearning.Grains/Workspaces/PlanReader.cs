using RealLearning.Contracts.Cohorts;
using RealLearning.Grains.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Grains.Workspaces;

/// <summary>
/// Reads the plan out of <c>content</c>, which people write live and with any program: what is of no known kind is skipped, what is too long is cut.
/// </summary>
internal static class PlanReader
{
    public const string Root = "plan";

    private const int StepsMax = 200;
    private const int OwnersMax = 50;

    /// <summary>The steps that this document saw first, where there are more than 200.</summary>
    public static PlanStep[] Read(YDoc content)
    {
        var steps = content.GetMap(Root).Entries.Select(entry => Step(entry.Key, entry.Value)).OfType<(PlanStep Step, double Order)>().Take(StepsMax);
        return [.. steps.OrderBy(step => step.Order).ThenBy(step => step.Step.StepId, StringComparer.Ordinal).Select(step => step.Step)];
    }

    private static (PlanStep Step, double Order)? Step(string id, object? value) =>
        TextRules.Id(id) is null && value is YMap step && step.Get("title") is string title
            ? (new PlanStep(id, TextRules.Cut(title.Trim()), State(step.Get("state")), Owners(step.Get("owners")), Due(step.Get("due")), Id(step.Get("milestoneId"))), Order(step.Get("order")))
            : null;

    private static StepState State(object? value) => value switch
    {
        "doing" => StepState.Doing,
        "done" => StepState.Done,
        _ => StepState.ToDo,
    };

    private static string[] Owners(object? value) => value is YMap owners
        ? [.. owners.Entries.Where(owner => owner.Value is true && TextRules.Id(owner.Key) is null).Select(owner => owner.Key).Take(OwnersMax).Order(StringComparer.Ordinal)]
        : [];

    private static string? Due(object? value) => value is string due && TextRules.Date(due) is null ? due : null;

    private static string? Id(object? value) => value is string id && TextRules.Id(id) is null ? id : null;

    private static double Order(object? value) => value is double order && double.IsFinite(order) ? order : 0;
}
