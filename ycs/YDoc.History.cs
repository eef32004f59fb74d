namespace RealLearning.Ycs;

/// <summary>Who wrote what: text by its ids.</summary>
public sealed partial class YDoc
{
    /// <summary>
    /// The clients of whom something is there that was not deleted, each with all of its ids, from low to high. Costs a look at each client, and at what it
    /// wrote until something is found that is still there.
    /// </summary>
    public IReadOnlyList<ClientRange> PresentClients()
    {
        var present = new List<ClientRange>();
        foreach (var client in _store.Clients)
        {
            var all = new ClientRange(client.Id, 0, client.State);
            if (client.State > 0 && !IsDeleted(all))
            {
                present.Add(all);
            }
        }

        present.Sort(static (left, right) => left.Client.CompareTo(right.Client));
        return present;
    }

    /// <summary>The visible text of a shared text in its order, with the ids of its units; ids that are in a row are one run, whatever formats stand between.</summary>
    public IReadOnlyList<RangeText> ReadText(YText text)
    {
        if (text.Doc != this || text.Node is not { } node)
        {
            throw new InvalidOperationException("The text has no place in this document.");
        }

        var found = new RangeTextList();
        for (var handle = node.Start; handle != 0; handle = _store[handle].Right)
        {
            ref var block = ref _store[handle];
            if (block is { Kind: BlockKind.String, IsDeleted: false })
            {
                found.Add(_store.Clients[block.Client].Id, block.Clock, _store.TextOf(block));
            }
        }

        return found.ToList();
    }

    /// <summary>The text that the document has of a range, by clock; deleted text too where it was not collected.</summary>
    public IReadOnlyList<RangeText> ReadText(ClientRange range)
    {
        var found = new RangeTextList();
        var state = _store.StateOf(range.Client);
        if (range.Clock < 0 || range.Length <= 0 || range.Clock >= state)
        {
            return [];
        }

        var client = _store.Clients[_store.FindClient(range.Client)];
        var at = client.Seek((int)range.Clock);
        do
        {
            ref var block = ref _store[client[at]];
            if (block.Clock >= range.End)
            {
                break;
            }

            if (block.Kind == BlockKind.String)
            {
                var from = (int)Math.Max(range.Clock, block.Clock);
                var to = (int)Math.Min(range.End, block.End);
                found.Add(range.Client, from, _store.TextOf(block)[(from - block.Clock)..(to - block.Clock)]);
            }
        }
        while (client.MoveNext(ref at));

        return found.ToList();
    }
}
