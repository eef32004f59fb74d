using RealLearning.Contracts.Cohorts;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Cohorts;

/// <summary>Whether learners can be put into groups as somebody arranged them. Changes nothing.</summary>
internal static class ArrangeRules
{
    /// <summary>Null where all of it can be done, else what is wrong with it.</summary>
    public static string? Fault(Arrange arrange, CohortState state)
    {
        if (arrange.Groups is not { Length: <= CohortRules.GroupsMax } groups || arrange.Learners is not { Length: <= CohortRules.MembersMax } learners
            || Array.Exists(groups, static group => group is null) || Array.Exists(learners, static learner => learner is null))
        {
            return $"At most {CohortRules.GroupsMax} groups and {CohortRules.MembersMax} learners are arranged at once.";
        }

        var known = state.Groups.Where(static group => !group.Value.IsDissolved).Select(static group => group.Key).ToHashSet();
        var added = groups.Where(group => !known.Contains(group.GroupId)).ToArray();
        return added.Select(group => Group(group, state)).FirstOrDefault(static fault => fault is not null)
            ?? (groups.DistinctBy(static group => group.GroupId).Count() < groups.Length ? "A group is named once." : null)
            ?? (state.Groups.Count + added.Length > CohortRules.GroupsMax ? $"A cohort has at most {CohortRules.GroupsMax} groups." : null)
            ?? Learners(learners, state, [.. known, .. added.Select(static group => group.GroupId)]);
    }

    private static string? Group(ArrangedGroup group, CohortState state) =>
        TextRules.Id(group.GroupId) ?? (state.Groups.ContainsKey(group.GroupId) ? "There was a group of this id already." : null) ?? TextRules.Title(group.Title);

    private static string? Learners(ArrangedLearner[] learners, CohortState state, HashSet<string> groups)
    {
        var after = state.Members.Where(static member => !member.Value.HasLeft).ToDictionary(static member => member.Key, static member => member.Value.GroupId);
        foreach (var learner in learners)
        {
            if (state.Members.GetValueOrDefault(learner.PersonId ?? "") is not { HasLeft: false, Role: CohortRole.Learner })
            {
                return "Somebody who is arranged learns here no longer. Look at it again.";
            }

            if (!groups.Contains(learner.GroupId ?? ""))
            {
                return "There is no such group.";
            }

            after[learner.PersonId!] = learner.GroupId;
        }

        return learners.DistinctBy(static learner => learner.PersonId).Count() < learners.Length ? "A learner is named once."
            : after.Values.OfType<string>().GroupBy(static groupId => groupId).Any(static group => group.Count() > CohortRules.GroupMax) ? $"A group has at most {CohortRules.GroupMax} people."
            : null;
    }
}
