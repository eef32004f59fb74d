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

    /// <summary>
    /// A node wants to know when a sign-in ends. Holds for <see cref="WatchSeconds"/>: renew well before. False where it holds no longer, and nothing is told then.
    /// </summary>
    Task<bool> WatchAsync(string node, string stamp, IAccountObserver observer);

    /// <summary>How long a watch holds that is not renewed.</summary>
    public const int WatchSeconds = 60;
}

/// <summary>A node that people are connected to.</summary>
public interface IAccountObserver : IGrainObserver
{
    /// <summary>Sign-ins of this account by another stamp than this one end now; all of them where it is null.</summary>
    [OneWay]
    Task EndedAsync(string accountId, string? stamp);
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
    [property: Id(10)] bool IsBlocked = false);

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
