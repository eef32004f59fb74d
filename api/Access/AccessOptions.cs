namespace RealLearning.Api.Access;

/// <summary>Who may come in. Section <c>Access</c>.</summary>
internal sealed record AccessOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Access";

    /// <summary>Whether anybody may come in as a guest by giving a name. Default: in Development only.</summary>
    public bool? Guests { get; init; }

    /// <summary>Guests that one address may create in a minute. Default 60.</summary>
    public int GuestsPerMinute { get; init; } = 60;

    /// <summary>Whether anybody may open and edit <c>lab/&lt;name&gt;</c> without signing in. Refused unless every listening address is loopback. Default false.</summary>
    public bool Lab { get; init; }

    /// <summary>Origins beside the server's own from which a page may use a cookie, such as <c>https://learn.example.org</c> behind a proxy. Default none.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>How long a sign-in lasts without a visit, in days. Default 30.</summary>
    public int SignInDays { get; init; } = 30;

    /// <summary>How long a token lasts, in minutes. Default 60.</summary>
    public int TokenMinutes { get; init; } = 60;
}
