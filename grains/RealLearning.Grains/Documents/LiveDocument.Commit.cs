using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>What the grain itself writes. It is on disk before anybody sees it, so that no client ever saw what a restart does not have.</summary>
internal sealed partial class LiveDocument
{
    private bool _stale;

    /// <summary>Private state to be kept beside a snapshot; the bindings unless a room says otherwise.</summary>
    public Func<ReadOnlyMemory<byte>>? SavePrivate { get; set; }

    /// <summary>
    /// Writes one record: the change and what led to it. One call at a time, which the room's lock sees to, and never in a document that
    /// people push to. Throws <see cref="JournalException"/>; nothing is kept then, and the next call starts from the disk.
    /// </summary>
    public async Task<long> CommitAsync(GrainWrite write)
    {
        await ReloadIfStaleAsync();
        // From the change on the memory may hold what the disk does not.
        _stale = true;
        try
        {
            var update = write.Change(_doc);
            var record = Describe(write, update);
            await _journal.AppendAsync(Name, Term, record);
            _stale = false;
            _sequence = record.Sequence;
            _durable = record.Sequence;
            _bindings.Record(record.PersonId, record.Added);
            write.Committed?.Invoke();
            _recent.Add(update);
            Subscribers.Publish(new UpdateDelivery(Term, _sequence, "", update));
            Subscribers.PublishStatus(Status);
            CompactWhenLong();
            return record.Sequence;
        }
        catch (JournalFencedException exception)
        {
            Fail(exception);
            throw;
        }
    }

    /// <summary>
    /// After an append that failed the memory holds what the disk does not, or the disk what it said that it had not taken: take the document anew
    /// from the disk. To be called before anything is decided by what the document says.
    /// </summary>
    public async Task ReloadIfStaleAsync()
    {
        if (!_stale)
        {
            return;
        }

        Restore(await _journal.OpenAsync(Name, CancellationToken.None));
        _stale = false;
        Subscribers.PublishStatus(Status);
    }

    private JournalRecord Describe(GrainWrite write, byte[] update)
    {
        var contents = YUpdate.Inspect(update);
        return new JournalRecord
        {
            Sequence = _sequence + 1,
            AtMs = write.AtMs,
            PersonId = write.PersonId,
            CommandId = write.CommandId,
            Event = write.Event,
            Update = update,
            Added = [.. contents.Added.Select(range => new AttributedRange(range.Client, range.Clock, range.Length, Relayed: false))],
            Deleted = [.. contents.Deleted.Select(range => new AttributedRange(range.Client, range.Clock, range.Length, Relayed: false))],
        };
    }
}

/// <summary>One write of the grain.</summary>
/// <param name="PersonId">On whose behalf, or the grain's own author name.</param>
/// <param name="Change">Makes the change in the document and returns its update.</param>
/// <param name="Committed">Runs when it is on disk, before anybody is told.</param>
internal sealed record GrainWrite(
    string PersonId, long AtMs, string? CommandId, ReadOnlyMemory<byte> Event, Func<YDoc, byte[]> Change, Action? Committed = null);
