namespace RealLearning.Contracts.People;

/// <summary>The names of roles on the site, on the wire.</summary>
public static class SiteRoleNames
{
    private static readonly string[] Names = ["member", "tutor", "administrator"];

    /// <summary>A role's name.</summary>
    public static string Of(SiteRole role) => Names[(int)role];

    /// <summary>A role by its name.</summary>
    public static bool TryParse(string? name, out SiteRole role)
    {
        role = (SiteRole)Array.IndexOf(Names, name);
        return (int)role >= 0;
    }
}
