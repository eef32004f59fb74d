using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>
/// Compaction and the past. The live document collects garbage; the journal keeps every update as it came, so that what was deleted
/// can be read back.
/// </summary>
internal sealed partial class LiveDocument
{
    /// <summary>Records after which a reading of the past lets others have a turn.</summary>
    private const int RecordsOfATurn = 256;

    private readonly RoomLock _readingPast = new();
    private long _compacted;
    private JournalSnapshot? _snapshot;
    private bool _compacting;

    /// <summary>Compacts now if anything was written since the last time. For a room that stops.</summary>
    public async Task CompactAsync()
    {
        if (_durable == _sequence && _sequence > _compacted && !_stale && !_compacting)
        {
            _snapshot = TakeSnapshot();
            await WriteSnapshotAsync();
        }
    }

    /// <summary>What was written and when, without the words.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(long afterSequence)
    {
        var entries = new List<TimelineEntry>();
        var last = Math.Min(_durable, afterSequence + _options.TimelineMax);
        await foreach (var record in _journal.ReadIndexAsync(Name, afterSequence + 1, last, CancellationToken.None))
        {
            entries.Add(new TimelineEntry(
                record.Sequence,
                DateTimeOffset.FromUnixTimeMilliseconds(record.AtMs),
                record.PersonId,
                record.Added.Sum(range => range.Relayed ? 0 : range.Length),
                record.Deleted.Sum(range => range.Length),
                record.Added.Sum(range => range.Relayed ? range.Length : 0)));
        }

        return entries;
    }

    /// <summary>
    /// The state as of a sequence number, with everything that was deleted later, and before it. One reading at a time, since each takes as much memory
    /// as all that was ever written, and with pauses, so that those who write do not wait for those who look back.
    /// </summary>
    public async Task<byte[]> StateAtAsync(long sequence)
    {
        using var turn = await _readingPast.HoldAsync();
        var past = new YDoc(new YDocOptions { ClientId = NewClientId(), Gc = false, CleanUpFormatting = false });
        await foreach (var record in _journal.ReadAsync(Name, 1, Math.Min(sequence, _durable), CancellationToken.None))
        {
            if (!record.Update.IsEmpty)
            {
                past.ApplyUpdate(record.Update.Span);
            }

            if (record.Sequence % RecordsOfATurn == 0)
            {
                await Task.Yield();
            }
        }

        return past.EncodeStateAsUpdate();
    }

    /// <summary>A snapshot is taken at a sequence and written once the disk has reached it: under steady typing it never stands still.</summary>
    private void CompactWhenLong()
    {
        if (_compacting)
        {
            return;
        }

        if (_snapshot is null && _durable - _compacted >= _options.CompactAfterRecords)
        {
            _snapshot = TakeSnapshot();
        }

        if (_snapshot is not null && _durable >= _snapshot.Sequence)
        {
            _ = WriteSnapshotAsync();
        }
    }

    private JournalSnapshot TakeSnapshot() =>
        new(_sequence, _doc.EncodeStateAsUpdate(), SavePrivate?.Invoke() ?? PrivateState.Save(_bindings));

    private async Task WriteSnapshotAsync()
    {
        var snapshot = _snapshot!;
        _compacting = true;
        try
        {
            await _journal.CompactAsync(Name, Term, snapshot, CancellationToken.None);
        }
        catch (JournalException exception)
        {
            // Everything is still in the log; the next try comes as many records later.
            LogNotCompacted(Name, exception);
        }
        finally
        {
            _compacted = snapshot.Sequence;
            _snapshot = null;
            _compacting = false;
        }
    }
}
