using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Roles as the doors write them.</summary>
internal static class SiteRoleNames
{
    private static readonly string[] Names = ["member", "tutor", "administrator"];

    public static string Of(SiteRole role) => Names[(int)role];

    public static bool TryParse(string? name, out SiteRole role)
    {
        role = (SiteRole)Array.IndexOf(Names, name);
        return (int)role >= 0;
    }
}
