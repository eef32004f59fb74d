using RealLearning.Contracts.Cohorts;

namespace RealLearning.Api.Cohorts;

/// <summary>Roles in a cohort as the doors write them.</summary>
internal static class CohortRoleNames
{
    private static readonly string[] Names = ["learner", "tutor", "client", "judge"];

    public static string Of(CohortRole role) => Names[(int)role];
}
