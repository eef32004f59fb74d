using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Auditing;

/// <summary>One thing that was done, or is about to be: the entry is on disk first. Longer texts are cut to <see cref="TextMax"/> characters.</summary>
/// <param name="EntryId">1 to <see cref="TextMax"/> characters. The same id in the same month is written down once.</param>
/// <param name="By">Who did it; null where nobody is signed in.</param>
/// <param name="Address">The address that the request came from; null where a grain did it for somebody.</param>
/// <param name="On">The person that it concerns, where it is not who did it.</param>
/// <param name="Place">A room, cohort or invitation, such as <c>workspace/abc</c>; null where there is none.</param>
/// <param name="Title">The name of the place at the time.</param>
/// <param name="Detail">What else matters; <c>docs/protocols.md</c> says what for each kind.</param>
/// <param name="Login">The key of <see cref="People.ILoginGrain"/> by which somebody tried to sign in: a hash of the e-mail address.</param>
[GenerateSerializer, Immutable, Alias("audit-entry")]
public sealed record AuditEntry(
    [property: Id(0)] string EntryId,
    [property: Id(1)] AuditKind Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string? By,
    [property: Id(4)] string? Address,
    [property: Id(5)] string? On = null,
    [property: Id(6)] string? Place = null,
    [property: Id(7)] string? Title = null,
    [property: Id(8)] string? Detail = null,
    [property: Id(9)] string? Login = null)
{
    /// <summary>Longest text of an entry, in UTF-16 units.</summary>
    public const int TextMax = 200;

    /// <summary>An entry of a signed-in person's act, under an id of its own.</summary>
    public static AuditEntry New(AuditKind kind, Caller by, TimeProvider time) => new(Guid.NewGuid().ToString("N"), kind, time.GetUtcNow(), by.PersonId, by.Address);
}
