namespace RealLearning.Contracts.Auditing;

/// <summary>What is written down in the audit log. <see cref="AuditKinds"/> has the names, which never change.</summary>
public enum AuditKind
{
    /// <summary>Somebody signed in; the detail says how.</summary>
    SignedIn,

    /// <summary>A sign-in was refused; the detail is the refusal's code.</summary>
    SignInFailed,

    /// <summary>Wrong passwords have locked an account for a while.</summary>
    LockedOut,

    /// <summary>An account has another password, which ends its other sign-ins.</summary>
    PasswordChanged,

    /// <summary>An administrator made a link by which an account gets another password.</summary>
    PasswordLinkMade,

    /// <summary>An account has another e-mail address; the login is that one's.</summary>
    EmailChanged,

    /// <summary>An account can be signed in to by a passkey or an organisation more.</summary>
    WayInAdded,

    /// <summary>An account can no longer be signed in to by a passkey or an organisation.</summary>
    WayInRemoved,

    /// <summary>An account was made, by the invitation that is named.</summary>
    AccountMade,

    /// <summary>An administrator blocked an account.</summary>
    AccountBlocked,

    /// <summary>An administrator let an account in again.</summary>
    AccountUnblocked,

    /// <summary>An account has a role on the site.</summary>
    SiteRoleGiven,

    /// <summary>An invitation was made, to the site or to a cohort.</summary>
    InvitationMade,

    /// <summary>An invitation was ended before its time.</summary>
    InvitationRevoked,

    /// <summary>Somebody is something else in a cohort now, or has left it.</summary>
    CohortRoleSet,

    /// <summary>A learner is in another group of a cohort, or in none.</summary>
    MemberMoved,

    /// <summary>A share link of a room was made.</summary>
    LinkMade,

    /// <summary>A share link of a room was ended.</summary>
    LinkRevoked,

    /// <summary>Somebody may do more or less in a room: by name, or by a link that they took.</summary>
    RightSet,

    /// <summary>Somebody who is not of the group opened its work.</summary>
    WorkOpened,

    /// <summary>Somebody who is not of the group read the history of its work.</summary>
    HistoryRead,

    /// <summary>An administrator read the audit log.</summary>
    AuditRead,

    /// <summary>Somebody ended every other sign-in of their account.</summary>
    SignedOutElsewhere,

    /// <summary>Somebody took a document of a room away as a file.</summary>
    Exported,
}

/// <summary>The names of kinds, on the wire and on disk.</summary>
public static class AuditKinds
{
    private static readonly string[] Names =
    [
        "signed-in", "sign-in-failed", "locked-out", "password-changed", "password-link-made", "email-changed", "way-in-added", "way-in-removed",
        "account-made", "account-blocked", "account-unblocked", "site-role-given", "invitation-made", "invitation-revoked", "cohort-role-set", "member-moved",
        "link-made", "link-revoked", "right-set", "work-opened", "history-read", "audit-read", "signed-out-elsewhere", "exported",
    ];

    /// <summary>A kind's name.</summary>
    public static string Of(AuditKind kind) => Names[(int)kind];

    /// <summary>A kind by its name.</summary>
    public static bool TryParse(string? name, out AuditKind kind)
    {
        kind = (AuditKind)Array.IndexOf(Names, name);
        return (int)kind >= 0;
    }
}
