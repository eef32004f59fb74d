namespace RealLearning.Contracts.Cohorts;

/// <summary>The names of roles in a cohort on the wire.</summary>
public static class CohortRoleNames
{
    /// <summary>Of nobody who is in: no member any more.</summary>
    public const string None = "none";

    private static readonly string[] Names = ["learner", "tutor", "client", "judge"];

    /// <summary>A role's name.</summary>
    public static string Of(CohortRole role) => Names[(int)role];

    /// <summary>A role by its name.</summary>
    public static bool TryParse(string? name, out CohortRole role)
    {
        role = (CohortRole)Array.IndexOf(Names, name);
        return (int)role >= 0;
    }
}
