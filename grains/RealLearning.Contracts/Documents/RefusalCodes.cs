namespace RealLearning.Contracts.Documents;

/// <summary>Stable codes of refusals; <c>docs/protocols.md</c> lists each with its close code and HTTP status.</summary>
public static class RefusalCodes
{
    /// <summary>The bytes are not a Yjs v1 update, or break one of its rules.</summary>
    public const string MalformedUpdate = "malformed-update";

    /// <summary>The message is not one of the door's protocol.</summary>
    public const string MalformedMessage = "malformed-message";

    /// <summary>The update, frame or message is larger than the option allows.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The document would grow past its limit.</summary>
    public const string DocumentFull = "document-full";

    /// <summary>A live push writes under a client id that is bound to another person.</summary>
    public const string ForeignClientId = "foreign-client-id";

    /// <summary>The update carries other words under ids that the document already holds.</summary>
    public const string ContentDiffers = "content-differs";

    /// <summary>The update leaves a gap: something before it is missing.</summary>
    public const string ClockGap = "clock-gap";

    /// <summary>No such document or room, or nobody told this caller that it exists.</summary>
    public const string UnknownDocument = "unknown-document";

    /// <summary>The caller's right does not allow it.</summary>
    public const string NoRight = "no-right";

    /// <summary>Nobody is signed in.</summary>
    public const string NotSignedIn = "not-signed-in";

    /// <summary>The session is not known to the room's present activation: join again.</summary>
    public const string UnknownSession = "unknown-session";

    /// <summary>Too many messages a second.</summary>
    public const string RateExceeded = "rate-exceeded";

    /// <summary>More documents on one connection, or more sessions, than the option allows.</summary>
    public const string TooMany = "too-many";

    /// <summary>The store does not take writes at the moment; what is not saved is kept in memory and tried again.</summary>
    public const string StorageUnavailable = "storage-unavailable";

    /// <summary>The stored document is damaged; it is not served and not written.</summary>
    public const string DocumentDamaged = "document-damaged";

    /// <summary>The command is not valid for this room or its present state.</summary>
    public const string InvalidCommand = "invalid-command";

    /// <summary>No account has this e-mail address and password.</summary>
    public const string WrongSignIn = "wrong-sign-in";

    /// <summary>The passkey opens no account here, or not by this answer.</summary>
    public const string WrongPasskey = "wrong-passkey";

    /// <summary>The challenge that a passkey answered is too old, was answered before, or was another browser's.</summary>
    public const string ChallengeEnded = "challenge-ended";

    /// <summary>The sign-in is too long ago for what was asked: give the password or a passkey again.</summary>
    public const string SignInOld = "sign-in-old";

    /// <summary>The link was used or is too old.</summary>
    public const string LinkEnded = "link-ended";

    /// <summary>Without it nobody could sign in to the account any more.</summary>
    public const string LastWayIn = "last-way-in";

    /// <summary>Too many wrong passwords: none is looked at for some minutes.</summary>
    public const string LockedOut = "locked-out";

    /// <summary>There is an account of this e-mail address already.</summary>
    public const string EmailTaken = "email-taken";

    /// <summary>The name, e-mail address or password of an account is not valid; the message says which.</summary>
    public const string InvalidAccount = "invalid-account";

    /// <summary>The invitation was used up, ended or is too old.</summary>
    public const string InvitationEnded = "invitation-ended";

    /// <summary>Somebody else saved first: nothing was overwritten.</summary>
    public const string EditConflict = "edit-conflict";

    /// <summary>The address takes other methods.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>The body is of another type of content than the address takes.</summary>
    public const string UnsupportedMediaType = "unsupported-media-type";

    /// <summary>The server failed, and its log says how.</summary>
    public const string ServerError = "server-error";
}
