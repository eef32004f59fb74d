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
    private const int TitleMax = 200;
    private const int OwnersMax = 50;

    /// <summary>The steps that this document saw first, where there are more than 200.</summary>
    public static WorkPlan Read(YDoc content)
    {
        var steps = content.GetMap(Root).Entries.Select(entry => Step(entry.Key, entry.Value)).OfType<WorkStep>().Take(StepsMax);
        return new WorkPlan([.. steps.OrderBy(step => step.Order).ThenBy(step => step.Id, StringComparer.Ordinal)]);
    }

    private static WorkStep? Step(string id, object? value) =>
        TextRules.Id(id) is null && value is YMap step && step.Get("title") is string title
            ? new WorkStep(id, Cut(title.Trim()), State(step.Get("state")), Owners(step.Get("owners")), Due(step.Get("due")), Id(step.Get("milestoneId")), Order(step.Get("order")))
            : null;

    private static string State(object? value) => value is WorkStates.Doing or WorkStates.Done ? (string)value : WorkStates.ToDo;

    private static List<string> Owners(object? value) => value is YMap owners
        ? [.. owners.Entries.Where(owner => owner.Value is true && TextRules.Id(owner.Key) is null).Select(owner => owner.Key).Take(OwnersMax).Order(StringComparer.Ordinal)]
        : [];

    private static string? Due(object? value) => value is string due && TextRules.Date(due) is null ? due : null;

    private static string? Id(object? value) => value is string id && TextRules.Id(id) is null ? id : null;

    private static double Order(object? value) => value is double order && double.IsFinite(order) ? order : 0;

    private static string Cut(string text) =>
        text.Length <= TitleMax ? text : text[..(char.IsHighSurrogate(text[TitleMax - 1]) ? TitleMax - 1 : TitleMax)];
}
