using System.Globalization;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.People;

namespace RealLearning.Grains.People;

/// <summary>When a learner is asked how sure they feel.</summary>
internal static class ConfidenceMoments
{
    /// <summary>
    /// The moment that came last, unless something was said of it. What was missed before is not asked for any more: nobody knows later how sure they were.
    /// </summary>
    public static ConfidenceAsk? Due(string cohortId, GivenChallenge given, IReadOnlyCollection<ConfidenceEntry> said, DateOnly today)
    {
        return Come(given, today).LastOrDefault() is not { } last || said.Any(entry => entry.Moment == last.Moment && entry.MilestoneId == last.Milestone?.Id)
            ? null
            : new ConfidenceAsk(cohortId, given.ChallengeId, last.Moment, last.Milestone?.Id, last.Milestone?.Title);
    }

    private static IEnumerable<Arrived> Come(GivenChallenge given, DateOnly today)
    {
        if (given.Work.FirstOrDefault(static work => work.Room is not null) is not { } work)
        {
            yield break;
        }

        // Whoever is half through is at no start any more.
        var steps = work.Progress?.Steps ?? [];
        var done = steps.Count(static step => step.State == StepState.Done);
        if (done == 0 || done * 2 < steps.Length)
        {
            yield return new Arrived(ConfidenceMoment.Start, null);
        }

        var start = Day(given.Start);
        var reached = work.Progress?.Reached ?? [];
        foreach (var checkpoint in given.Milestones.Where(static milestone => milestone.Protocol is not null).OrderBy(static milestone => milestone.Day))
        {
            if (reached.Contains(checkpoint.Id) || start.AddDays(checkpoint.Day) <= today)
            {
                yield return new Arrived(ConfidenceMoment.Checkpoint, checkpoint);
            }
        }

        if ((given.Due is { } due && Day(due) < today) || (done > 0 && done == steps.Length))
        {
            yield return new Arrived(ConfidenceMoment.End, null);
        }
    }

    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Arrived(ConfidenceMoment Moment, Milestone? Milestone);
}
