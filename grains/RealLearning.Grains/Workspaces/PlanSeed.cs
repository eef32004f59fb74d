using RealLearning.Contracts.Challenges;
using RealLearning.Ycs;

namespace RealLearning.Grains.Workspaces;

/// <summary>The plan that a group begins with: the challenge's steps, in their order, each still to do.</summary>
internal static class PlanSeed
{
    public static void Write(YDoc content, IReadOnlyList<ChallengeStep> steps)
    {
        var plan = content.GetMap("plan");
        for (var i = 0; i < steps.Count; i++)
        {
            var step = new YMap();
            plan.Set(steps[i].Id, step);
            step.Set("title", steps[i].Title);
            step.Set("hint", steps[i].Hint);
            step.Set("milestoneId", steps[i].MilestoneId);
            step.Set("order", (double)(i + 1));
            step.Set("state", "todo");
            step.Set("due", null);
            step.Set("owners", new YMap());
        }
    }
}
