using System.Text;

namespace RealLearning.Ycs;

/// <summary>
/// Reads a whole v1 update and checks it against its own bytes, before anybody uses any of it (docs/wire-format.md, rules 5 to 20). Reusable: it
/// keeps its arrays. Hot: one pass for each remote keystroke, without allocation.
/// </summary>
internal sealed class UpdateDecoder
{
    private readonly HashSet<long> _seen = [];
    private char[] _chars = new char[64];
    private int _charsUsed;
    private YLimits _limits = YLimits.Default;

    public StructRef[] Structs { get; private set; } = new StructRef[4];

    public int StructCount { get; private set; }

    /// <summary>From the highest client to the lowest.</summary>
    public ClientStructs[] Clients { get; private set; } = new ClientStructs[2];

    public int ClientCount { get; private set; }

    public ClientRange[] Deleted { get; private set; } = new ClientRange[2];

    public int DeletedCount { get; private set; }

    /// <summary>True where some struct holds a shared type.</summary>
    public bool HasTypes { get; private set; }

    public ReadOnlySpan<char> TextOf(in StructRef item) => _chars.AsSpan(item.Text, item.Length);

    /// <summary>Decodes; throws <see cref="MalformedUpdateException"/>.</summary>
    public void Decode(ReadOnlySpan<byte> update, YLimits limits)
    {
        _limits = limits;
        if (update.Length > limits.UpdateBytesMax)
        {
            throw new MalformedUpdateException($"an update may have {limits.UpdateBytesMax} bytes");
        }

        Array.Clear(Structs, 0, StructCount);
        (StructCount, ClientCount, DeletedCount, _charsUsed, HasTypes) = (0, 0, 0, 0, false);
        var reader = new Lib0Reader(update);
        ReadStructs(ref reader);
        ReadDeleted(ref reader);
        if (!reader.AtEnd)
        {
            throw Lib0Reader.Bad("bytes behind the end of the update", reader.Position);
        }
    }

    /// <summary>Where a client stands in <see cref="Clients"/>, or -1.</summary>
    public int IndexOf(long client)
    {
        var (low, high) = (0, ClientCount - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (Clients[middle].Client == client)
            {
                return middle;
            }

            (low, high) = Clients[middle].Client > client ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>Where the struct that holds an id stands in <see cref="Structs"/>. The update must bring it.</summary>
    public int IndexOf(long client, int clock)
    {
        ref var structs = ref Clients[IndexOf(client)];
        var (low, high) = (structs.First, structs.First + structs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = Structs[middle].Clock <= clock ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private void ReadStructs(ref Lib0Reader reader)
    {
        var clients = reader.ReadCount(3);
        if (clients > 1)
        {
            _seen.Clear();
        }

        for (var i = 0; i < clients; i++)
        {
            var start = reader.Position;
            var count = reader.ReadCount(1);
            var client = reader.ReadVarUint();
            if (clients > 1 && !_seen.Add(client))
            {
                throw Lib0Reader.Bad("a client twice", start);
            }

            if (StructCount + count > _limits.StructsMax)
            {
                throw Lib0Reader.Bad($"more than {_limits.StructsMax} structs", start);
            }

            var clock = reader.ReadVarUint31();
            AddClient(new ClientStructs { Client = client, First = StructCount, Count = count });
            for (var j = 0; j < count; j++)
            {
                clock = ReadStruct(ref reader, client, clock);
            }
        }

        Clients.AsSpan(0, ClientCount).Sort(static (left, right) => right.Client.CompareTo(left.Client));
    }

    private int ReadStruct(ref Lib0Reader reader, long client, int clock)
    {
        if (StructCount == Structs.Length)
        {
            var larger = Structs;
            Array.Resize(ref larger, StructCount * 2);
            Structs = larger;
        }

        ref var item = ref Structs[StructCount++];
        var start = reader.Position;
        item = new StructRef { Client = client, Clock = clock, OriginClient = -1, RightOriginClient = -1, ParentClient = -1, Start = start };
        item.Info = reader.ReadByte();
        item.Kind = (byte)(item.Info & 31);
        if (item.Kind is BlockKind.Gc or BlockKind.Skip)
        {
            if (item.Info != item.Kind)
            {
                throw Lib0Reader.Bad("flags on a struct that has none", start);
            }

            item.Length = reader.ReadVarUint31();
        }
        else
        {
            ReadPlace(ref reader, ref item);
            ContentDecoder.Read(ref reader, ref item, _limits, this);
        }

        HasTypes |= item.Kind == BlockKind.Type;
        item.End = reader.Position;
        if (item.Length <= 0 || clock > YLimits.ClockMax - item.Length)
        {
            throw Lib0Reader.Bad("a struct of no length, or beyond the last clock", start);
        }

        return clock + item.Length;
    }

    private static void ReadPlace(ref Lib0Reader reader, ref StructRef item)
    {
        var start = reader.Position;
        if ((item.Info & 0x80) != 0)
        {
            (item.OriginClient, item.OriginClock) = (reader.ReadVarUint(), reader.ReadVarUint31());
        }

        if ((item.Info & 0x40) != 0)
        {
            (item.RightOriginClient, item.RightOriginClock) = (reader.ReadVarUint(), reader.ReadVarUint31());
        }

        if ((item.Info & 0xC0) == 0)
        {
            if (reader.ReadVarUint() is var isRoot && isRoot > 1)
            {
                throw Lib0Reader.Bad("a parent that is neither a root nor an item", start);
            }

            if (isRoot == 1)
            {
                item.ParentName = reader.ReadVarString();
            }
            else
            {
                (item.ParentClient, item.ParentClock) = (reader.ReadVarUint(), reader.ReadVarUint31());
            }

            if ((item.Info & 0x20) != 0)
            {
                item.Key = reader.ReadVarString();
            }
        }

        if (IsAhead(item, item.OriginClient, item.OriginClock)
            || IsAhead(item, item.RightOriginClient, item.RightOriginClock)
            || IsAhead(item, item.ParentClient, item.ParentClock))
        {
            throw Lib0Reader.Bad("a struct that builds on itself or on what its client wrote later", start);
        }
    }

    private static bool IsAhead(in StructRef item, long client, int clock) => client == item.Client && clock >= item.Clock;

    private void ReadDeleted(ref Lib0Reader reader)
    {
        var isSorted = true;
        var clients = reader.ReadCount(2);
        for (var i = 0; i < clients; i++)
        {
            var client = reader.ReadVarUint();
            var count = reader.ReadCount(2);
            for (var j = 0; j < count; j++)
            {
                var start = reader.Position;
                var (clock, length) = (reader.ReadVarUint31(), reader.ReadVarUint31());
                if (length == 0 || clock > YLimits.ClockMax - length)
                {
                    throw Lib0Reader.Bad("a deletion of nothing, or beyond the last clock", start);
                }

                if (DeletedCount > 0)
                {
                    var last = Deleted[DeletedCount - 1];
                    isSorted &= last.Client == client ? last.End <= clock : last.Client > client;
                }

                AddDeleted(new ClientRange(client, clock, length));
            }
        }

        if (!isSorted)
        {
            // Nobody's work grows with how often somebody deletes the same.
            Deleted = [.. DeleteSets.Join([.. Deleted.AsSpan(0, DeletedCount)])];
            DeletedCount = Deleted.Length;
        }
    }

    /// <summary>Keeps the characters of a text and returns where they are, and how many UTF-16 units.</summary>
    public (int At, int Length) AddText(ReadOnlySpan<byte> utf8)
    {
        if (_charsUsed + utf8.Length > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _charsUsed + utf8.Length));
        }

        var at = _charsUsed;
        var length = Encoding.UTF8.GetChars(utf8, _chars.AsSpan(at));
        _charsUsed += length;
        return (at, length);
    }

    private void AddClient(ClientStructs client)
    {
        if (ClientCount == Clients.Length)
        {
            var larger = Clients;
            Array.Resize(ref larger, ClientCount * 2);
            Clients = larger;
        }

        Clients[ClientCount++] = client;
    }

    private void AddDeleted(ClientRange range)
    {
        if (DeletedCount == Deleted.Length)
        {
            var larger = Deleted;
            Array.Resize(ref larger, DeletedCount * 2);
            Deleted = larger;
        }

        Deleted[DeletedCount++] = range;
    }
}
