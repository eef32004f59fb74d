namespace RealLearning.Api.Mail;

/// <summary>How mail is sent, if it is. Section <c>Mail</c>.</summary>
internal sealed record MailOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Mail";

    /// <summary>The SMTP server that takes our mail. Empty: none is sent. Default empty.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port. Default 587.</summary>
    public int Port { get; init; } = 587;

    /// <summary>How the line to it is sealed. Default <c>StartTls</c>.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>As whom to sign in to it. Empty: as nobody. Default empty.</summary>
    public string UserName { get; init; } = "";

    /// <summary>By which password. Default empty.</summary>
    public string Password { get; init; } = "";

    /// <summary>From whom a mail is, such as <c>RealLearning &lt;no-reply@learn.example.org&gt;</c>. Default empty.</summary>
    public string From { get; init; } = "";

    /// <summary>
    /// Where people open the site, such as <c>https://learn.example.org</c>: links in mails begin with it. What a browser says of the host is not taken, since whoever asks for
    /// somebody's mail could have it point elsewhere. Default empty.
    /// </summary>
    public string Site { get; init; } = "";

    /// <summary>Most mails that wait; beyond them none is taken. Default 1,000.</summary>
    public int QueueMax { get; init; } = 1_000;

    /// <summary>How often a mail is tried that the server does not take at the moment. Default 4.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>How long one try may take, in seconds. Default 30.</summary>
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>How often one address of the net may ask for a mail in a minute. Default 30.</summary>
    public int AsksPerMinute { get; init; } = 30;

    /// <summary>Most mails to one account in an hour. Default 3.</summary>
    public int AccountPerHour { get; init; } = 3;

    /// <summary>Whether mail is sent.</summary>
    public bool IsOn() => Host.Length > 0;
}

/// <summary>How a line to an SMTP server is sealed.</summary>
internal enum MailSecurity
{
    /// <summary>It begins in the open and must go on sealed.</summary>
    StartTls,

    /// <summary>It is sealed from the start, mostly on port 465.</summary>
    Tls,

    /// <summary>Never: for a server on the same machine.</summary>
    None,
}
