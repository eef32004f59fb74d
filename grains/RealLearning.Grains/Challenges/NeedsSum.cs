using RealLearning.Contracts.Challenges;

namespace RealLearning.Grains.Challenges;

/// <summary>
/// Sums of what was needed: of rooms to a cohort's, of cohorts' to a challenge's. In whatever order and by whatever way they are made they are the same.
/// </summary>
internal static class NeedsSum
{
    /// <summary>Most resources, those that most groups drew on; most questions whose words are told, those that were asked first.</summary>
    private const int ListMax = 500;

    public static Needs Of(IReadOnlyCollection<Needs> parts) => new(
        parts.Sum(static part => part.Groups),
        [
            .. parts.SelectMany(static part => part.Resources).GroupBy(KeyOf, StringComparer.Ordinal).Select(Sum)
                .OrderByDescending(static resource => resource.Groups).ThenByDescending(static resource => resource.Pulls).ThenBy(KeyOf, StringComparer.Ordinal).Take(ListMax),
        ],
        [.. parts.SelectMany(static part => part.Questions).GroupBy(static questions => questions.StepId).Select(Sum).OrderBy(static questions => questions.StepId, StringComparer.Ordinal)],
        [
            .. parts.SelectMany(static part => part.Released).OrderBy(static released => released.AskedAt).ThenBy(static released => released.Text, StringComparer.Ordinal)
                .ThenBy(static released => released.StepId, StringComparer.Ordinal).ThenBy(static released => released.WaitedMs).Take(ListMax),
        ]);

    /// <summary>What learners found is the same where its address is, or else its title.</summary>
    private static string KeyOf(NeededResource resource) =>
        resource.ResourceId is { } id ? $"1 {id}" : resource.Url.Length > 0 ? $"2 {resource.Url.TrimEnd('/')}" : $"3 {resource.Title.ToUpperInvariant()}";

    /// <summary>Of several titles for one address the first in the order of letters, so that it does not matter who is heard first.</summary>
    private static NeededResource Sum(IGrouping<string, NeededResource> same)
    {
        var named = same.OrderBy(static resource => resource.Title, StringComparer.Ordinal).ThenBy(static resource => resource.Url, StringComparer.Ordinal).First();
        return named with
        {
            Groups = same.Sum(static resource => resource.Groups),
            Pulls = same.Sum(static resource => resource.Pulls),
            Steps =
            [
                .. same.SelectMany(static resource => resource.Steps).GroupBy(static use => use.StepId)
                    .Select(static uses => new StepUse(uses.Key, uses.Sum(static use => use.Groups), uses.Sum(static use => use.Pulls))).OrderBy(static use => use.StepId, StringComparer.Ordinal),
            ],
        };
    }

    private static StepQuestions Sum(IGrouping<string?, StepQuestions> same) => new(
        same.Key,
        same.Sum(static questions => questions.ByGroup),
        same.Sum(static questions => questions.ByOthers),
        same.Sum(static questions => questions.Closed),
        same.Sum(static questions => questions.Open),
        same.Sum(static questions => questions.WaitedMs),
        same.Max(static questions => questions.LongestMs));
}
