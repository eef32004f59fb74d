using RealLearning.Contracts.Auditing;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Auditing;

/// <summary>How grains write down what they are about to do: before they do it, so that nothing is done that is not written down.</summary>
internal static class AuditTrail
{
    /// <summary>Returns once the entries, all of one moment, are on disk. Throws <see cref="JournalUnavailableException"/>: what they tell of must not be done then.</summary>
    public static async Task AuditAsync(this IGrainFactory grains, params AuditEntry[] entries)
    {
        if (entries.Length > 0 && !await grains.GetGrain<IAuditGrain>(AuditMonth.Of(entries[0].At).ToString()).AppendAsync(entries))
        {
            throw new JournalUnavailableException("The audit log takes no entries at the moment.");
        }
    }
}
