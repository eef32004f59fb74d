using RealLearning.Api.OpenId;

namespace RealLearning.Api.Access;

/// <summary>Who may come in. Section <c>Access</c>.</summary>
internal sealed record AccessOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Access";

    /// <summary>Whether anybody may look around as the people of a demonstration cohort, without a password. Default: in Development only.</summary>
    public bool? Demonstration { get; init; }

    /// <summary>Whether anybody may open and edit <c>lab/&lt;name&gt;</c> without signing in. Refused unless every listening address is loopback. Default false.</summary>
    public bool Lab { get; init; }

    /// <summary>Origins beside the server's own from which a page may use a cookie, such as <c>https://learn.example.org</c> behind a proxy. Default none.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>How long a sign-in lasts without a visit, in days. Default 30.</summary>
    public int SignInDays { get; init; } = 30;

    /// <summary>How long a token may last, in minutes. Default 60.</summary>
    public int TokenMinutes { get; init; } = 60;

    /// <summary>Passwords and tokens of invitations that one address may try in a minute: a whole school may have one address. Default 600.</summary>
    public int SignInsPerMinute { get; init; } = 600;

    /// <summary>Most sign-ins that wait for their turn; beyond them they are refused. Half of the processors look at passwords. Default 1,000.</summary>
    public int PasswordsQueueMax { get; init; } = 1_000;

    /// <summary>Shortest password that an account may have, in UTF-16 units. Default 10.</summary>
    public int PasswordLengthMin { get; init; } = 10;

    /// <summary>Longest password that is looked at, likewise. Default 256.</summary>
    public int PasswordLengthMax { get; init; } = 256;

    /// <summary>Memory that a hash of a password takes while it is made, in KiB: at least 8. With <see cref="PasswordPasses"/> it is what trying one costs a thief. Default 7,168.</summary>
    public int PasswordMemoryKiB { get; init; } = 7_168;

    /// <summary>How often a hash goes over that memory: at least once. Default 5.</summary>
    public int PasswordPasses { get; init; } = 5;

    /// <summary>Wrong passwords in a row after which an account is locked. Default 10.</summary>
    public int LockoutFailures { get; init; } = 10;

    /// <summary>How long it is locked then, in minutes. Default 5.</summary>
    public int LockoutMinutes { get; init; } = 5;

    /// <summary>How long after signing in one may change how one signs in without giving the password or a passkey again, in minutes. Default 10.</summary>
    public int FreshMinutes { get; init; } = 10;

    /// <summary>
    /// The domain that passkeys are for, such as <c>learn.example.org</c>. Every address that people sign in at is of this domain or below it; a passkey that was made for
    /// another opens nothing. Empty: the host that the browser asks for. Default empty.
    /// </summary>
    public string PasskeyDomain { get; init; } = "";

    /// <summary>Most passkeys of one account. Default 20.</summary>
    public int PasskeysMax { get; init; } = 20;

    /// <summary>Organisations whose people sign in by them, by an id of <c>a-z</c>, <c>0-9</c> and hyphens that stands in addresses. Default none.</summary>
    public IReadOnlyDictionary<string, OpenIdProvider> OpenId { get; init; } = new Dictionary<string, OpenIdProvider>();
}
