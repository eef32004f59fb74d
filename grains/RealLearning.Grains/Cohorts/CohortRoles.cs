using RealLearning.Contracts.Cohorts;

namespace RealLearning.Grains.Cohorts;

/// <summary>Roles as commands write them.</summary>
internal static class CohortRoles
{
    /// <summary>No member any more.</summary>
    public const string None = "none";

    public static bool TryParse(string? name, out CohortRole role) => Enum.TryParse(name, ignoreCase: true, out role) && NameOf(role) == name;

    private static string NameOf(CohortRole role) => role.ToString().ToLowerInvariant();
}
