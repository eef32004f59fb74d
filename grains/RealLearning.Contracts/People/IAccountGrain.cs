using Orleans.Concurrency;

namespace RealLearning.Contracts.People;

/// <summary>An account: how a person signs in. The key is the person's id.</summary>
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>The account, or null where there is none.</summary>
    Task<Account?> GetAsync();

    /// <summary>
    /// Writes the account in the place of the one whose version is given; null where there is none yet. False where another came first. Repeating a call that succeeded
    /// does nothing and succeeds. Whoever is signed in by what no longer holds (another stamp, blocked) is told at once.
    /// </summary>
    Task<bool> SaveAsync(Account account, string? before);

    /// <summary>Takes the account away, if it is of this version.</summary>
    Task RemoveAsync(string version);

    /// <summary>True where a sign-in of this stamp, in this browser, is still good.</summary>
    Task<bool> HoldsAsync(string stamp, string session);

    /// <summary>
    /// Ends the sign-in of one browser, and whatever was opened or made by it. It is remembered until <paramref name="until"/>, when the browser's cookie has expired at the latest. More
    /// than <see cref="EndedMax"/> of them are not remembered: then every sign-in ends. Repeating it does nothing.
    /// </summary>
    Task EndAsync(string session, DateTimeOffset until);

    /// <summary>
    /// A node wants to know when something ends that <see cref="HoldsAsync"/>. Holds for <see cref="WatchSeconds"/>: renew well before. False where it holds no longer, and nothing is told then.
    /// </summary>
    Task<bool> WatchAsync(string node, string stamp, string session, IAccountObserver observer);

    /// <summary>Most browsers that signed out and are remembered.</summary>
    public const int EndedMax = 1_000;

    /// <summary>How long a watch holds that is not renewed.</summary>
    public const int WatchSeconds = 60;
}

/// <summary>A node that people are connected to.</summary>
public interface IAccountObserver : IGrainObserver
{
    /// <summary>
    /// Sign-ins of this account have ended, or the store did not say whether they have: the node asks again about each that it watches.
    /// </summary>
    [OneWay]
    Task ChangedAsync(string accountId);
}

/// <summary>What is known of an account.</summary>
/// <param name="Version">Another at each change; made by whoever writes it.</param>
/// <param name="Stamp">Another where all sign-ins shall end: a new password, for example. A sign-in carries it.</param>
/// <param name="FailedSignIns">Wrong passwords since the last right one.</param>
/// <param name="LockedUntil">No password is looked at until then. Connections that are open stay so: anybody can give wrong passwords.</param>
/// <param name="IsBlocked">An administrator has ended all sign-ins, and lets nobody in.</param>
[GenerateSerializer, Immutable, Alias("account")]
public sealed record Account(
    [property: Id(0)] string AccountId,
    [property: Id(1)] string Version,
    [property: Id(2)] string Email,
    [property: Id(3)] string Name,
    [property: Id(4)] string? PasswordHash,
    [property: Id(5)] string Stamp,
    [property: Id(6)] SiteRole[] Roles,
    [property: Id(7)] DateTimeOffset CreatedAt,
    [property: Id(8)] int FailedSignIns = 0,
    [property: Id(9)] DateTimeOffset? LockedUntil = null,
    [property: Id(10)] bool IsBlocked = false)
{
    /// <summary>Passkeys, first added first.</summary>
    [Id(11)]
    public Passkey[] Passkeys { get; init; } = [];

    /// <summary>Challenges that a passkey of this account has answered and that would hold still: none is answered twice.</summary>
    [Id(12)]
    public AnsweredChallenge[] Answered { get; init; } = [];

    /// <summary>When mails went to it, of late.</summary>
    [Id(13)]
    public DateTimeOffset[] Mailed { get; init; } = [];

    /// <summary>Logins at organisations, first linked first.</summary>
    [Id(14)]
    public ExternalLogin[] ExternalLogins { get; init; } = [];
}

/// <summary>Somebody's login at an organisation.</summary>
/// <param name="Issuer">The organisation, as it names itself.</param>
/// <param name="Subject">Whoever it is there, for good.</param>
/// <param name="Name">The organisation's name when it was linked.</param>
[GenerateSerializer, Immutable, Alias("external-login")]
public sealed record ExternalLogin(
    [property: Id(0)] string Issuer,
    [property: Id(1)] string Subject,
    [property: Id(2)] string Name,
    [property: Id(3)] DateTimeOffset AddedAt);

/// <summary>A passkey: a key pair whose private half never leaves its owner's device.</summary>
/// <param name="CredentialId">Made by the device; at most 1,023 bytes.</param>
/// <param name="PublicKey">As a COSE key.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="SignCount">How often it has signed, by its own count; 0 where it does not count.</param>
/// <param name="Transports">How browsers reach it, by its own account.</param>
/// <param name="IsUserVerified">The device looked at a finger, a face or a number when it was added.</param>
/// <param name="IsBackupEligible">It may be copied to other devices; this never changes.</param>
/// <param name="IsBackedUp">It is copied at the moment.</param>
[GenerateSerializer, Immutable, Alias("passkey")]
public sealed record Passkey(
    [property: Id(0)] byte[] CredentialId,
    [property: Id(1)] byte[] PublicKey,
    [property: Id(2)] string Name,
    [property: Id(3)] DateTimeOffset AddedAt,
    [property: Id(4)] DateTimeOffset? UsedAt,
    [property: Id(5)] uint SignCount,
    [property: Id(6)] string[] Transports,
    [property: Id(7)] bool IsUserVerified,
    [property: Id(8)] bool IsBackupEligible,
    [property: Id(9)] bool IsBackedUp);

/// <summary>A challenge that a passkey has answered.</summary>
/// <param name="Until">When it ends by itself.</param>
[GenerateSerializer, Immutable, Alias("answered-challenge")]
public sealed record AnsweredChallenge([property: Id(0)] string ChallengeId, [property: Id(1)] DateTimeOffset Until);

/// <summary>What somebody may do on the whole site. Everything else is decided by cohorts, groups and rooms.</summary>
public enum SiteRole
{
    /// <summary>A learner, a client or a judge: nothing beyond what rooms and cohorts give.</summary>
    Member,

    /// <summary>May write challenges and run cohorts.</summary>
    Tutor,

    /// <summary>May invite tutors and administrators, and block accounts.</summary>
    Administrator,
}
