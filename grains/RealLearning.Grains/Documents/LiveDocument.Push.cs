using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>
/// The way of a keystroke. Hot: one call for each edit of each person; it must not await, and it allocates no more than the record that goes
/// to the journal. Watched by the fan-out benchmark in <c>bench/</c>.
/// </summary>
internal sealed partial class LiveDocument
{
    /// <summary>Takes a session's updates in order, up to the first that is refused.</summary>
    public PushReply Push(RoomSession session, PushRequest request)
    {
        var applied = 0;
        foreach (var update in request.Updates)
        {
            if (Take(session, request.Kind, update) is { } refusal)
            {
                return new PushReply(Term, _sequence, applied, refusal);
            }

            applied++;
        }

        return new PushReply(Term, _sequence, applied);
    }

    private Refusal? Take(RoomSession session, PushKind kind, byte[] update)
    {
        if (update.Length > _options.UpdateBytesMax)
        {
            return new Refusal(RefusalCodes.TooLarge, $"An update may have {_options.UpdateBytesMax} bytes; this one has {update.Length}.");
        }

        PreparedUpdate prepared;
        try
        {
            prepared = _doc.Prepare(update);
        }
        catch (MalformedUpdateException exception)
        {
            return new Refusal(RefusalCodes.MalformedUpdate, exception.Message);
        }

        if (!Confirms(session, kind, prepared) && prepared.ChangesNothing)
        {
            return Conflict(prepared);
        }

        if ((session.Right < Right.Edit ? NoRight() : Conflict(prepared) ?? Check(session, kind, prepared) ?? Room(update)) is { } refusal)
        {
            return refusal;
        }

        var added = Attribute(session, kind, prepared);
        var deleted = Ranges(prepared.Deleted);
        _doc.Apply(prepared);
        Record(session, update, added, deleted);
        return null;
    }

    private void Record(RoomSession session, byte[] update, AttributedRange[] added, AttributedRange[] deleted)
    {
        _sequence++;
        WrittenAtMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _bindings.Record(session.Caller.PersonId, added);
        Subscribers.Publish(new UpdateDelivery(Term, _sequence, session.Id, update));
        _recent.Add(update);
        _tail.Append(new JournalRecord
        {
            Sequence = _sequence,
            AtMs = WrittenAtMs,
            SessionId = session.Id,
            PersonId = session.Caller.PersonId,
            Update = update,
            Added = added,
            Deleted = deleted,
        });
    }

    private static Refusal NoRight() =>
        new(RefusalCodes.NoRight, "You may read this document, not write in it. Your change was not taken.");

    /// <summary>Other words under ids that exist would let the same document read differently for different people.</summary>
    private static Refusal? Conflict(PreparedUpdate prepared) =>
        prepared.BringsKnown && prepared.ConflictsWithKnown(out var where)
            ? new Refusal(RefusalCodes.ContentDiffers, $"Client {where.Client} wrote something else at clock {where.Clock}. Your change was not taken.")
            : null;

    /// <summary>A live push may only extend ids bound to its person, and must not leave a gap.</summary>
    private Refusal? Check(RoomSession session, PushKind kind, PreparedUpdate prepared)
    {
        if (kind == PushKind.SyncReply)
        {
            return null;
        }

        foreach (var range in prepared.New)
        {
            if (_bindings.PersonOf(range.Client) is { } person && person != session.Caller.PersonId)
            {
                return new Refusal(RefusalCodes.ForeignClientId, $"Client id {range.Client} belongs to somebody else. Your change was not taken.");
            }
        }

        return prepared.HasGap
            ? new Refusal(RefusalCodes.ClockGap, "Something that this change builds on has not arrived. It was not taken; sync again.")
            : null;
    }

    private Refusal? Room(byte[] update)
    {
        if (_doc.ApproximateBytes + update.Length > _options.DocumentBytesMax)
        {
            return new Refusal(RefusalCodes.DocumentFull, "The document has reached its limit. Your change was not taken.");
        }

        return _tail.Bytes + update.Length > _options.UnsavedBytesMax
            ? new Refusal(RefusalCodes.StorageUnavailable, "The store does not take writes at the moment and too much waits already. Your change was not taken.")
            : null;
    }

    /// <summary>True where an author sends again what somebody else brought back for it: worth a record, though the document stays as it is.</summary>
    private bool Confirms(RoomSession session, PushKind kind, PreparedUpdate prepared)
    {
        if (!_bindings.HasRelayed || kind != PushKind.Live || session.Right < Right.Edit)
        {
            return false;
        }

        foreach (var range in prepared.Added)
        {
            if (IsOwnRelayed(session, range))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOwnRelayed(RoomSession session, ClientRange range) =>
        _bindings.IsRelayed(range.Client, range.Clock, range.Length)
        && (_bindings.PersonOf(range.Client) ?? session.Caller.PersonId) == session.Caller.PersonId;

    /// <summary>
    /// Own are the ranges of a live push, and in a sync reply those of ids already bound to the person; everything else is relayed.
    /// An author's own copy of what was relayed is noted again, as its own.
    /// </summary>
    private AttributedRange[] Attribute(RoomSession session, PushKind kind, PreparedUpdate prepared)
    {
        var ranges = new List<AttributedRange>(prepared.New.Length);
        foreach (var range in prepared.New)
        {
            var person = _bindings.PersonOf(range.Client);
            var isOwn = person == session.Caller.PersonId || (kind == PushKind.Live && person is null);
            ranges.Add(new AttributedRange(range.Client, range.Clock, range.Length, Relayed: !isOwn));
        }

        if (Confirms(session, kind, prepared))
        {
            foreach (var range in prepared.Added)
            {
                if (IsOwnRelayed(session, range))
                {
                    ranges.Add(new AttributedRange(range.Client, range.Clock, range.Length, Relayed: false));
                }
            }
        }

        return [.. ranges];
    }

    private static AttributedRange[] Ranges(ReadOnlySpan<ClientRange> ranges)
    {
        var result = new AttributedRange[ranges.Length];
        for (var i = 0; i < ranges.Length; i++)
        {
            result[i] = new AttributedRange(ranges[i].Client, ranges[i].Clock, ranges[i].Length, Relayed: false);
        }

        return result;
    }
}
