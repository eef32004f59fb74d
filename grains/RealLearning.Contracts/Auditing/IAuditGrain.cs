using Orleans.Concurrency;

namespace RealLearning.Contracts.Auditing;

/// <summary>
/// The audit log of one month; the key is <see cref="AuditMonth"/>. It is a document of the journal, <c>audit/&lt;month&gt;</c>: appended to and never changed, by one activation
/// at a time.
/// </summary>
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Most entries of one call.</summary>
    public const int EntriesMax = 2_000;

    /// <summary>Most entries of one page.</summary>
    public const int PageMax = 100;

    /// <summary>
    /// Writes entries down; those whose id is there already are not written again. True once all of them are on disk. False where the store does not take them at the
    /// moment; some may be there then, and all may be given again.
    /// </summary>
    [AlwaysInterleave]
    Task<bool> AppendAsync(AuditEntry[] entries);

    /// <summary>A page, the newest first. Never creates a month. Throws where the store cannot be read.</summary>
    [AlwaysInterleave]
    Task<AuditPage> ReadAsync(AuditQuery query);

    /// <summary>Deletes the month, where it is older than what is kept.</summary>
    [AlwaysInterleave]
    Task ForgetAsync();
}

/// <summary>What of a month is asked for.</summary>
/// <param name="Before">Entries of smaller numbers alone.</param>
/// <param name="Kind">Null for every kind.</param>
/// <param name="PersonId">Who did it or whom it concerns; null for everybody.</param>
/// <param name="Max">1 to <see cref="IAuditGrain.PageMax"/>.</param>
[GenerateSerializer, Immutable, Alias("audit-query")]
public sealed record AuditQuery([property: Id(0)] long Before, [property: Id(1)] AuditKind? Kind, [property: Id(2)] string? PersonId, [property: Id(3)] int Max);

/// <summary>Entries, the newest first.</summary>
/// <param name="Next">What to ask before for what comes after; 0 at the beginning of the month. One call looks at a bounded number of entries, so a page may be short though there is more.</param>
/// <param name="Earlier">At the beginning of the month, the one before it that has entries; null where none has.</param>
[GenerateSerializer, Immutable, Alias("audit-page")]
public sealed record AuditPage([property: Id(0)] IReadOnlyList<AuditEntry> Entries, [property: Id(1)] long Next, [property: Id(2)] AuditMonth? Earlier);
