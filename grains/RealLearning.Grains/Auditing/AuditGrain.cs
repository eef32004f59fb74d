using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Auditing;

/// <summary>One month of the audit log, in the journal. Entries of many acts share a commit, so calls interleave; the turns between are the grain's own.</summary>
public sealed partial class AuditGrain(IDocumentJournal journal, LiveOptions options, TimeProvider time, ILogger<AuditGrain> logger) : Grain, IAuditGrain
{
    /// <summary>Entries that are read at a time, and at most for one page.</summary>
    private const int ReadMax = 500, ScanMax = 20 * ReadMax;

    /// <summary>Months before those that are kept that are looked for, and deleted.</summary>
    private const int ForgottenMax = 24;

    private readonly Dictionary<string, Task> _underWay = [];
    private Task<Place>? _place;
    private bool _isFenced;

    private AuditMonth Month => AuditMonth.TryParse(this.GetPrimaryKeyString(), out var month) ? month : throw new InvalidOperationException($"{this.GetPrimaryKeyString()} is no month.");

    private DocumentName Name => NameOf(Month);

    /// <summary>The first month that is kept.</summary>
    private AuditMonth Oldest => AuditMonth.Of(time.GetUtcNow().AddMonths(-options.AuditMonths));

    /// <inheritdoc/>
    public async Task<bool> AppendAsync(AuditEntry[] entries)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Length, IAuditGrain.EntriesMax);
        try
        {
            await Task.WhenAll(entries.Select(AppendOnceAsync));
            return true;
        }
        catch (JournalException exception)
        {
            LogRefused(Name, exception);
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<AuditPage> ReadAsync(AuditQuery query)
    {
        var found = new List<AuditEntry>();
        var to = Math.Min(query.Before - 1, await ExistsAsync(Month) ? (await PlaceAsync()).Last : 0);
        for (var scanned = 0L; to > 0 && scanned < ScanMax; scanned += ReadMax)
        {
            var from = Math.Max(1, to - ReadMax + 1);
            var records = new List<JournalRecord>();
            await foreach (var record in journal.ReadAsync(Name, from, to, CancellationToken.None))
            {
                records.Add(record);
            }

            foreach (var record in records.AsEnumerable().Reverse())
            {
                to = record.Sequence - 1;
                var entry = AuditRecord.Read(Name, record);
                if ((query.Kind is null || entry.Kind == query.Kind) && (query.PersonId is null || entry.By == query.PersonId || entry.On == query.PersonId))
                {
                    found.Add(entry);
                    if (found.Count == query.Max)
                    {
                        return await PageAsync(found, to);
                    }
                }
            }
        }

        return await PageAsync(found, to);
    }

    /// <inheritdoc/>
    public async Task ForgetAsync()
    {
        if (Month.IsBefore(Oldest) && await ExistsAsync(Month))
        {
            await journal.DeleteAsync(Name, (await PlaceAsync()).Term, CancellationToken.None);
            _place = null;
        }
    }

    private async Task<AuditPage> PageAsync(List<AuditEntry> found, long to)
    {
        for (var month = Month.Before; to <= 0 && !month.IsBefore(Oldest); month = month.Before)
        {
            if (await ExistsAsync(month))
            {
                return new AuditPage(found, 0, month);
            }
        }

        return new AuditPage(found, to > 0 ? to + 1 : 0, null);
    }

    private async Task AppendOnceAsync(AuditEntry entry)
    {
        if (_underWay.TryGetValue(entry.EntryId, out var same))
        {
            await same;
            return;
        }

        _underWay[entry.EntryId] = same = WriteAsync(entry);
        try
        {
            await same;
        }
        finally
        {
            _underWay.Remove(entry.EntryId);
        }
    }

    private async Task WriteAsync(AuditEntry entry)
    {
        await PlaceAsync();
        if (await journal.FindCommandAsync(Name, entry.EntryId, CancellationToken.None) is not null)
        {
            return;
        }

        var opening = PlaceAsync();
        var place = await opening;
        try
        {
            // No await between the number and the append, so that the journal gets them in order.
            var sequence = ++place.Last;
            await journal.AppendAsync(Name, place.Term, AuditRecord.Of(entry, sequence));
            CompactWhenLong(place, sequence);
        }
        catch (JournalException exception) when (ReferenceEquals(_place, opening))
        {
            // Where the log ends is not known any more: it is read again for the next. Where another activation has the month, this one writes nothing more and ends.
            _place = null;
            if (exception is JournalFencedException)
            {
                _isFenced = true;
                DeactivateOnIdle();
            }

            throw;
        }
    }

    private Task<Place> PlaceAsync()
    {
        if (_isFenced)
        {
            throw new JournalFencedException(Name, 0);
        }

        return _place is { IsFaulted: false } ? _place : _place = OpenAsync();
    }

    private async Task<Place> OpenAsync()
    {
        var opening = await journal.OpenAsync(Name, CancellationToken.None);
        var compacted = opening.Snapshot?.Sequence ?? 0;
        ForgetOldAsync().Ignore();
        return new Place(opening.Term) { Last = opening.Records.Count == 0 ? compacted : opening.Records[^1].Sequence, Compacted = compacted };
    }

    private async Task ForgetOldAsync()
    {
        var month = Oldest.Before;
        for (var i = 0; i < ForgottenMax; i++, month = month.Before)
        {
            if (await ExistsAsync(month))
            {
                await GrainFactory.GetGrain<IAuditGrain>(month.ToString()).ForgetAsync();
            }
        }
    }

    private static DocumentName NameOf(AuditMonth month) => new(new RoomKey(RoomKind.Audit, month.ToString()), "");

    /// <summary>Opening a month that was never written would write it.</summary>
    private async Task<bool> ExistsAsync(AuditMonth month)
    {
        await foreach (var _ in journal.ReadIndexAsync(NameOf(month), 1, 1, CancellationToken.None))
        {
            return true;
        }

        return false;
    }

    /// <summary>So that opening the month stays short. Entries go into history segments, where they are as they were.</summary>
    /// <param name="written">What is on disk: others after it may be on their way.</param>
    private void CompactWhenLong(Place place, long written)
    {
        if (written - place.Compacted >= options.CompactAfterRecords && place.Compacting.IsCompleted)
        {
            place.Compacted = written;
            place.Compacting = CompactAsync(place);
        }
    }

    private async Task CompactAsync(Place place)
    {
        try
        {
            await journal.CompactAsync(Name, place.Term, new JournalSnapshot(place.Compacted, default, default), CancellationToken.None);
        }
        catch (JournalException exception)
        {
            // Not needed for anything that was promised; the next one takes these along.
            LogUncompacted(Name, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: an entry could not be written.")]
    private partial void LogRefused(DocumentName document, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Document} was not compacted.")]
    private partial void LogUncompacted(DocumentName document, Exception exception);

    /// <summary>Where the log of the month ends, and under which term this activation writes.</summary>
    private sealed class Place(long term)
    {
        public long Term { get; } = term;

        public long Last { get; set; }

        public long Compacted { get; set; }

        /// <summary>One at a time: of two, the later could come first.</summary>
        public Task Compacting { get; set; } = Task.CompletedTask;
    }
}
