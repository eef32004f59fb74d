namespace RealLearning.Ycs;

/// <summary>Yjs' clean-up of formatting after changes of others: formats that say nothing are deleted, in a transaction of its own.</summary>
public sealed partial class YDoc
{
    private void CleanUpFormatting(Transaction transaction)
    {
        // Of texts in which formats came or went everything is looked at, of others what is around deleted content.
        var (whole, isWhole) = (new List<TypeNode>(), new HashSet<TypeNode>());
        void AddWhole(TypeNode type)
        {
            if (isWhole.Add(type))
            {
                whole.Add(type);
            }
        }

        foreach (var (client, clocks) in transaction.Clocks.Where(entry => entry.Value.Before != entry.Value.After).OrderBy(entry => entry.Key).ToList())
        {
            // As far as Yjs goes: it takes the clock for a length.
            VisitRange(client, clocks.Before, clocks.After, handle =>
            {
                if (_store[handle] is { IsDeleted: false, Kind: BlockKind.Format } format)
                {
                    AddWhole(_store.Types[format.Parent]);
                }
            });
        }

        Begin();
        try
        {
            for (var i = 0; i < transaction.Deleted.Count; i++)
            {
                var (client, clock, length) = transaction.Deleted[i];
                VisitRange(client, clock, length, handle =>
                {
                    if (!_store[handle].IsItem || _store.Types[_store[handle].Parent] is not { HasFormatting: true } parent || isWhole.Contains(parent))
                    {
                        return;
                    }

                    if (IsFormat(handle))
                    {
                        AddWhole(parent);
                    }
                    else
                    {
                        CleanGapAround(handle);
                    }
                });
            }

            foreach (var type in whole)
            {
                CleanText(type);
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>Calls with each block of a range of ids, cut at its ends.</summary>
    private void VisitRange(int client, int clock, int length, Action<int> visit)
    {
        var (blocks, end) = (_store.Clients[client], (long)clock + length);
        if (length == 0 || clock >= blocks.State)
        {
            return;
        }

        CleanStart(client, clock);
        var at = blocks.Seek(clock);
        do
        {
            var handle = blocks[at];
            var next = _store[handle].End;
            if (end < next)
            {
                CleanStart(client, (int)end);
                next = _store[handle].End;
            }

            visit(handle);
            if (next >= end || next >= blocks.State)
            {
                break;
            }

            at = blocks.Seek(next);
        }
        while (true);
    }

    /// <summary>Of several formats of one key without content between them, all but the last are deleted.</summary>
    private void CleanGapAround(int handle)
    {
        while (_store[handle].Right is > 0 and var right && (_store[right].IsDeleted || !_store[right].IsCountable))
        {
            handle = right;
        }

        var keys = new HashSet<string>();
        for (; handle != 0 && (_store[handle].IsDeleted || !_store[handle].IsCountable); handle = _store[handle].Left)
        {
            if (!_store[handle].IsDeleted && IsFormat(handle) && !keys.Add(FormatOf(handle).Key))
            {
                Delete(handle);
            }
        }
    }

    /// <summary>Looks at every gap of a text.</summary>
    private void CleanText(TypeNode type)
    {
        var start = type.Start;
        var (before, current) = (RentAttributes(), RentAttributes());
        for (var end = type.Start; end != 0; end = _store[end].Right)
        {
            if (_store[end].IsDeleted)
            {
                continue;
            }

            if (IsFormat(end))
            {
                current.Apply(FormatOf(end));
            }
            else
            {
                CleanGap(start, end, before, current);
                before.CopyFrom(current);
                start = end;
            }
        }

        Return(before);
        Return(current);
    }
}
