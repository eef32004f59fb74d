using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Demonstration;

/// <summary>Somebody of the demonstration.</summary>
/// <param name="Role">In the cohort; null where somebody is not of it.</param>
/// <param name="Group">The group of a learner.</param>
/// <param name="Line">What one sees as this person.</param>
internal sealed record DemoPerson(string Id, string Name, CohortRole? Role, string? Group, string Line)
{
    public SiteRole SiteRole => Role switch
    {
        null => SiteRole.Administrator,
        CohortRole.Tutor => SiteRole.Tutor,
        _ => SiteRole.Member,
    };

    public string RoleName => Role is { } role ? CohortRoleNames.Of(role) : SiteRoleNames.Of(SiteRole);

    public Caller Caller => new(Id, Name);

    /// <summary>An address of a name that can never exist.</summary>
    public string Email => Id + ISiteGrain.DemonstrationDomain;
}

/// <summary>Who is in the demonstration's cohort. None of them has a password.</summary>
internal static class DemoPeople
{
    public static DemoPerson Tutor { get; } = new("demo-tutor", "Tessa Okafor", CohortRole.Tutor, null, "Runs the cohort: its challenge, its groups, what they need");

    public static DemoPerson Learner { get; } = new("demo-learner", "Maya Lindqvist", CohortRole.Learner, "tuesday", "Writes a campaign with her group");

    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        Learner,
        new("demo-peer", "Jonas Weber", CohortRole.Learner, "tuesday", "Works in the same group, open it in a second browser"),
        new("demo-other", "Amina Diallo", CohortRole.Learner, "thursday", "Is in another group, whose work stays its own"),
        Tutor,
        new("demo-client", "Rosa Bianchi", CohortRole.Client, null, "Of the charity that the work is for: reads what is shown, answers what is asked"),
        new("demo-judge", "Inês Ferreira", CohortRole.Judge, null, "Judges from outside: reads what groups submitted, and nothing else"),
    ];

    /// <summary>As whom one may look around. An administrator may let anybody in for good, so there is one on a developer's own machine alone.</summary>
    public static IReadOnlyList<DemoPerson> For(IHostEnvironment environment) => environment.IsDevelopment() ? [.. All, Administrator] : All;

    public static bool Has(string id) => id == Administrator.Id || All.Any(person => person.Id == id);

    public static DemoPerson Of(string id) => All.Single(person => person.Id == id);

    private static DemoPerson Administrator { get; } = new("demo-administrator", "Nadia Haddad", null, null, "Looks after the site: who may come in, and the audit log");
}
