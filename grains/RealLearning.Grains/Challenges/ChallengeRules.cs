using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Challenges;

/// <summary>Whether a challenge is one: <c>docs/protocols.md</c> lists the limits.</summary>
internal static class ChallengeRules
{
    private const int MilestonesMax = 20;
    private const int StepsMax = 60;
    private const int ResourcesMax = 100;
    private const int OutsideMax = 4_000;
    private const int HintMax = 1_000;
    private const int DayMax = 730;

    /// <summary>Null where the challenge may be kept, else what is wrong with it.</summary>
    public static string? Fault(ChallengeText text) =>
        TextRules.Title(text.Title)
        ?? TextRules.Brief(text.Brief)
        ?? (text.Brief.Due is null ? null : "A challenge has no date of its own: a cohort gives it one.")
        ?? TextRules.UpTo(text.Outside, OutsideMax, "audience")
        ?? (Deliverables.All.Contains(text.Deliverable) ? null : $"A deliverable is one of {string.Join(", ", Deliverables.All)}.")
        ?? List(text.Milestones, MilestonesMax, "milestones", static milestone => milestone.Id, Fault)
        ?? List(text.Steps, StepsMax, "steps", static step => step.Id, step => Fault(step, text))
        ?? List(text.Resources, ResourcesMax, "resources", static resource => resource.Id, resource => Fault(resource, text));

    private static string? Fault(Milestone milestone) =>
        TextRules.Title(milestone.Title)
        ?? (milestone.Day is >= 0 and <= DayMax ? null : $"A milestone lies 0 to {DayMax} days after the start.")
        ?? (milestone.Protocol is null || Protocols.All.Contains(milestone.Protocol) ? null : $"A protocol is one of {string.Join(", ", Protocols.All)}.");

    private static string? Fault(ChallengeStep step, ChallengeText text) =>
        TextRules.Title(step.Title)
        ?? TextRules.UpTo(step.Hint, HintMax, "hint")
        ?? (step.MilestoneId is null || Array.Exists(text.Milestones, milestone => milestone.Id == step.MilestoneId) ? null : "A step leads to a milestone that is not there.");

    private static string? Fault(ChallengeResource resource, ChallengeText text) =>
        TextRules.Resource(resource.Title, resource.Url, resource.Note)
        ?? (resource.StepIds is { } steps && Array.TrueForAll(steps, id => Array.Exists(text.Steps, step => step.Id == id)) ? null : "A resource belongs to a step that is not there.");

    private static string? List<T>(T[]? items, int max, string what, Func<T, string> idOf, Func<T, string?> fault)
        where T : class
    {
        if (items is null || items.Length > max || Array.Exists(items, static item => item is null))
        {
            return $"A challenge has at most {max} {what}.";
        }

        var seen = new HashSet<string>();
        return items.Select(item => TextRules.Id(idOf(item)) ?? (seen.Add(idOf(item)) ? null : $"Two {what} have the id {idOf(item)}.") ?? fault(item)).FirstOrDefault(found => found is not null);
    }
}
