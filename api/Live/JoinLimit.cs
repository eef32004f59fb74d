using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>
/// How often one person opens documents, on all connections together: each costs the room what a request for the state costs, and a session that is
/// left and opened again would begin with a fresh rate. Not in the lab, where everybody is one person.
/// </summary>
internal sealed class JoinLimit(IOptions<DoorOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _persons = PartitionedRateLimiter.Create<string, string>(personId =>
        RateLimitPartition.GetTokenBucketLimiter(personId, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, options.Value.MessagesBurst / options.Value.SyncCost),
            TokensPerPeriod = Math.Max(1, options.Value.MessagesPerSecond / options.Value.SyncCost),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <summary>Counts one; false where it is one too many.</summary>
    public bool Allows(DocumentName name, Caller caller)
    {
        if (name.Room.Kind == RoomKind.Lab)
        {
            return true;
        }

        using var lease = _persons.AttemptAcquire(caller.PersonId);
        return lease.IsAcquired;
    }

    public void Dispose() => _persons.Dispose();
}
