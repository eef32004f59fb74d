using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>
/// One live document of a room: its state, its sequence, its journal and those who read it. All of it runs on the grain's scheduler.
/// <para><c>content</c> is applied and broadcast at once and goes to disk in parallel (<see cref="Push"/>). What the grain alone writes goes
/// to disk first and is seen by nobody before (<see cref="CommitAsync"/>).</para>
/// </summary>
internal sealed partial class LiveDocument
{
    private readonly IDocumentJournal _journal;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<Exception> _fail;
    private readonly Action<JournalOpening>? _read;
    private readonly RecentUpdates _recent;
    private JournalTail _tail;
    private YDoc _doc;
    private ClientBindings _bindings;
    private long _sequence;
    private long _durable;
    private bool _retrying;

    private LiveDocument(DocumentName name, JournalOpening opening, LiveDocumentHost host, Action<JournalOpening>? read)
    {
        Name = name;
        _journal = host.Journal;
        _options = host.Options;
        _time = host.Time;
        _logger = host.Logger;
        _fail = host.Fail;
        _read = read;
        Subscribers = new DocumentSubscribers(name, _options, _time, _logger);
        _recent = new RecentUpdates(_options.RecentUpdatesMax, _options.RecentBytesMax);
        Restore(opening);
        Awareness = new AwarenessTable(Sessions, client => _bindings.PersonOf(client), stamp: name.Room.Kind != RoomKind.Lab);
    }

    public DocumentName Name { get; }

    /// <summary>Rises with each activation; the journal refuses every older one.</summary>
    public long Term { get; private set; }

    public DocumentSessionTable Sessions { get; } = new();

    public DocumentSubscribers Subscribers { get; }

    public AwarenessTable Awareness { get; }

    public DocumentStatus Status => new(Term, _sequence, _durable, _retrying);

    /// <summary>True where the document has reached its limit.</summary>
    public bool IsFull => _doc.ApproximateBytes > _options.DocumentBytesMax;

    public bool IsEmpty => _sequence == 0;

    /// <summary>When the last change was applied, Unix milliseconds, as far as it is at hand: 0 where only a snapshot was read.</summary>
    public long WrittenAtMs { get; private set; }

    /// <summary>
    /// Takes ownership in the journal and loads the document. <paramref name="read"/> sees what was read, now and each time that it is read again.
    /// Throws <see cref="JournalException"/>.
    /// </summary>
    public static async Task<LiveDocument> OpenAsync(
        DocumentName name, LiveDocumentHost host, Action<JournalOpening>? read, CancellationToken cancellationToken)
    {
        var opening = await host.Journal.OpenAsync(name, cancellationToken);
        try
        {
            return new LiveDocument(name, opening, host, read);
        }
        catch (MalformedUpdateException exception)
        {
            throw new JournalDamagedException(name, "a stored update cannot be read", exception);
        }
    }

    /// <summary>What the holder of a state vector lacks.</summary>
    public SyncReply Sync(byte[] stateVector)
    {
        try
        {
            return new SyncReply(Term, _sequence, _doc.EncodeStateAsUpdate(stateVector), _doc.EncodeStateVector(), Awareness.EncodeAll());
        }
        catch (MalformedUpdateException exception)
        {
            return new SyncReply(Term, _sequence, [], [], null, new Refusal(RefusalCodes.MalformedMessage, exception.Message));
        }
    }

    /// <summary>Looks into the document. Nothing of it may be kept.</summary>
    public T Read<T>(Func<YDoc, T> read) => read(_doc);

    /// <summary>The whole state as one update.</summary>
    public byte[] EncodeState() => _doc.EncodeStateAsUpdate();

    /// <summary>Brings a node from its place to the present one.</summary>
    public CatchUpReply CatchUp(long term, long afterSequence)
    {
        var updates = term == Term ? _recent.After(afterSequence) : null;
        return new CatchUpReply(Term, _sequence, updates ?? [_doc.EncodeStateAsUpdate()]);
    }

    /// <summary>Waits until everything applied is on disk, or the limit of time.</summary>
    public async Task FlushAsync()
    {
        try
        {
            await _tail.Flushed.WaitAsync(TimeSpan.FromMilliseconds(_options.FlushMsMax), _time);
        }
        catch (TimeoutException)
        {
            LogUnsaved(Name, _sequence - _durable);
        }
    }

    [MemberNotNull(nameof(_doc), nameof(_bindings), nameof(_tail))]
    private void Restore(JournalOpening opening)
    {
        Term = opening.Term;
        _tail = new JournalTail(_journal, Name, Term, _options, _time, OnJournal, Fail);
        _sequence = 0;
        _doc = new YDoc(new YDocOptions { ClientId = NewClientId(), CleanUpFormatting = false });
        _bindings = ClientBindings.Load(PrivateState.LoadBindings(Name, opening.Snapshot));
        if (opening.Snapshot is { } snapshot)
        {
            _doc.ApplyUpdate(snapshot.State.Span);
            _sequence = snapshot.Sequence;
            _compacted = snapshot.Sequence;
        }

        foreach (var record in opening.Records)
        {
            if (!record.Update.IsEmpty)
            {
                _doc.ApplyUpdate(record.Update.Span);
            }

            _bindings.Record(record.PersonId, record.Added);
            (_sequence, WrittenAtMs) = (record.Sequence, record.AtMs);
        }

        _durable = _sequence;
        _recent.Reset(_sequence);
        _read?.Invoke(opening);
    }

    private void OnJournal(long durable, bool retrying)
    {
        if (retrying && !_retrying)
        {
            LogRetrying(Name);
        }

        _durable = Math.Max(_durable, durable);
        _retrying = retrying;
        Subscribers.PublishStatus(Status);
        if (!retrying)
        {
            CompactWhenLong();
        }
    }

    private void Fail(Exception exception)
    {
        LogFailed(Name, Term, exception);
        _fail(exception);
    }

    /// <summary>A fresh id for what the grain writes: 32 random bits, as Yjs' own.</summary>
    private static long NewClientId() => 1 + (long)BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)) % (uint.MaxValue - 1L);
}
