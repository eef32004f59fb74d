namespace RealLearning.Ycs;

/// <summary>
/// Reads a whole update, v1 or v2, and checks it against its own bytes, before anybody uses any of it (docs/wire-format.md, rules 5 to 20). Reusable: it
/// keeps its arrays while they are small. Hot: one pass for each remote keystroke, without allocation.
/// </summary>
internal sealed partial class UpdateDecoder
{
    private StructRef[] _structs = new StructRef[4];
    private ClientStructs[] _groupsInOrder = new ClientStructs[2];
    private ClientRange[] _deleted = new ClientRange[2];
    private YLimits _limits = YLimits.Default;
    private bool _isDeletedSorted = true;

    public StructRef[] Structs => _structs;

    public int StructCount { get; private set; }

    /// <summary>From the highest client to the lowest.</summary>
    public ClientStructs[] Clients => _groupsInOrder;

    public int ClientCount { get; private set; }

    public ClientRange[] Deleted => _deleted;

    public int DeletedCount { get; private set; }

    /// <summary>True where some struct holds a shared type.</summary>
    public bool HasTypes { get; private set; }

    /// <summary>Decodes; throws <see cref="MalformedUpdateException"/>.</summary>
    public void Decode(ReadOnlySpan<byte> update, YLimits limits, bool isV2 = false)
    {
        _limits = limits;
        Clear();
        Read(update, isV2);
        JoinDeleted();
    }

    /// <summary>Decodes one more update behind those that were decoded. Only what does not go by client is told of them together: structs and deletions.</summary>
    public void DecodeMore(ReadOnlySpan<byte> update, YLimits limits, bool isV2)
    {
        _limits = limits;
        for (var i = 0; i < ClientCount; i++)
        {
            SetGroup(Clients[i].Client, -1);
        }

        ClientCount = 0;
        Read(update, isV2);
    }

    /// <summary>Forgets what was read, and arrays that were large.</summary>
    public void Clear()
    {
        (StructCount, ClientCount, DeletedCount, HasTypes, _isDeletedSorted) = (0, 0, 0, false, true);
        ClearTables();
        if ((_structs.Length | _groupsInOrder.Length | _deleted.Length | _chars.Length | _clientIds.Length) >= Scratch.RentedMin)
        {
            Scratch.Release(ref _structs);
            Scratch.Release(ref _groupsInOrder);
            Scratch.Release(ref _deleted);
            Scratch.Release(ref _chars);
            Scratch.Release(ref _clientIds);
            Scratch.Release(ref _groups);
        }
    }

    /// <summary>Where the struct that holds an id stands in <see cref="Structs"/>. The update must bring it.</summary>
    public int IndexOf(int client, int clock)
    {
        ref var structs = ref Clients[GroupOf(client)];
        var (low, high) = (structs.First, structs.First + structs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = Structs[middle].Clock <= clock ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private void Read(ReadOnlySpan<byte> update, bool isV2)
    {
        if (update.Length > _limits.UpdateBytesMax)
        {
            throw new MalformedUpdateException($"an update may have {_limits.UpdateBytesMax} bytes");
        }

        if (isV2)
        {
            var reader = new V2Reader(update, this);
            Read(ref reader);
        }
        else
        {
            var reader = new V1Reader(update);
            Read(ref reader);
        }
    }

    private void Read<TReader>(ref TReader reader)
        where TReader : IUpdateReader, allows ref struct
    {
        ReadStructs(ref reader);
        ReadDeleted(ref reader);
        if (!reader.AtEnd)
        {
            throw Lib0Reader.Bad("bytes behind the end of the update", reader.Position);
        }
    }

    private void ReadStructs<TReader>(ref TReader reader)
        where TReader : IUpdateReader, allows ref struct
    {
        var isSorted = true;
        for (var clients = reader.ReadCount(2); clients > 0; clients--)
        {
            var start = reader.Position;
            var count = reader.ReadRest();
            if (count > reader.StructsMax)
            {
                throw Lib0Reader.Bad("more items announced than bytes remain", start);
            }

            if (StructCount + count > _limits.StructsMax)
            {
                throw Lib0Reader.Bad($"more than {_limits.StructsMax} structs", start);
            }

            var client = AddClient(reader.ReadClient());
            if (GroupOf(client) >= 0)
            {
                throw Lib0Reader.Bad("a client twice", start);
            }

            var clock = Lib0Reader.Checked31(reader.ReadRest(), start);
            isSorted &= ClientCount == 0 || ClientIds[Clients[ClientCount - 1].Client] > ClientIds[client];
            AddGroup(new ClientStructs { Client = client, First = StructCount, Count = (int)count });
            for (var i = 0; i < count; i++)
            {
                clock = ReadStruct(ref reader, client, clock);
            }
        }

        if (!isSorted)
        {
            SortGroups();
        }
    }

    private int ReadStruct<TReader>(ref TReader reader, int client, int clock)
        where TReader : IUpdateReader, allows ref struct
    {
        if (StructCount == _structs.Length)
        {
            Scratch.Grow(ref _structs, StructCount, StructCount + 1);
        }

        ref var item = ref _structs[StructCount++];
        var start = reader.Position;
        var info = reader.ReadInfo();
        item.Client = client;
        item.Clock = clock;
        item.Start = start;
        item.OriginClient = item.RightOriginClient = item.ParentClient = item.Key = StructRef.None;
        item.Kind = (byte)(info & 31);
        if (item.Kind is BlockKind.Gc or BlockKind.Skip)
        {
            if (info != item.Kind)
            {
                throw Lib0Reader.Bad("flags on a struct that has none", start);
            }

            item.Length = item.Kind == BlockKind.Gc ? reader.ReadLength() : reader.ReadSkipLength();
        }
        else
        {
            ReadPlace(ref reader, ref item, info);
            ReadContent(ref reader, ref item);
        }

        if (item.Length <= 0 || clock > YLimits.ClockMax - item.Length)
        {
            throw Lib0Reader.Bad("a struct of no length, or beyond the last clock", start);
        }

        return clock + item.Length;
    }

    private void ReadPlace<TReader>(ref TReader reader, ref StructRef item, byte info)
        where TReader : IUpdateReader, allows ref struct
    {
        if ((info & 0x80) != 0)
        {
            var (client, clock) = reader.ReadLeftId();
            (item.OriginClient, item.OriginClock) = (AddClient(client), clock);
        }

        if ((info & 0x40) != 0)
        {
            var (client, clock) = reader.ReadRightId();
            (item.RightOriginClient, item.RightOriginClock) = (AddClient(client), clock);
        }

        if ((info & 0xC0) == 0)
        {
            ReadParent(ref reader, ref item, info);
        }

        if ((item.OriginClient == item.Client && item.OriginClock >= item.Clock)
            || (item.RightOriginClient == item.Client && item.RightOriginClock >= item.Clock)
            || (item.ParentClient == item.Client && item.ParentClock >= item.Clock))
        {
            throw Lib0Reader.Bad("a struct that builds on itself or on what its client wrote later", item.Start);
        }
    }

    private void ReadParent<TReader>(ref TReader reader, ref StructRef item, byte info)
        where TReader : IUpdateReader, allows ref struct
    {
        if (reader.ReadParentInfo())
        {
            (item.ParentClient, item.ParentClock) = (StructRef.Root, reader.ReadName(this));
        }
        else
        {
            var (client, clock) = reader.ReadLeftId();
            (item.ParentClient, item.ParentClock) = (AddClient(client), clock);
        }

        if ((info & 0x20) != 0)
        {
            item.Key = reader.ReadName(this);
        }
    }

    private void ReadDeleted<TReader>(ref TReader reader)
        where TReader : IUpdateReader, allows ref struct
    {
        for (var clients = reader.ReadCount(2); clients > 0; clients--)
        {
            var client = reader.ReadRest();
            var count = reader.ReadCount(2);
            reader.BeginDeletes();
            for (var j = 0; j < count; j++)
            {
                var start = reader.Position;
                var (clock, length) = (reader.ReadDeleteClock(), reader.ReadDeleteLength());
                if (length == 0 || clock > YLimits.ClockMax - length)
                {
                    throw Lib0Reader.Bad("a deletion of nothing, or beyond the last clock", start);
                }

                if (DeletedCount > 0)
                {
                    var last = Deleted[DeletedCount - 1];
                    _isDeletedSorted &= last.Client == client ? last.End <= clock : last.Client > client;
                }

                AddDeleted(new ClientRange(client, clock, length));
            }
        }
    }

    /// <summary>Sorts the deletions, unless they are: nobody's work grows with how often somebody deletes the same.</summary>
    private void JoinDeleted()
    {
        if (!_isDeletedSorted)
        {
            var joined = DeleteSets.Join([.. _deleted.AsSpan(0, DeletedCount)]);
            joined.CopyTo(_deleted);
            DeletedCount = joined.Count;
        }
    }

    private void AddGroup(ClientStructs client)
    {
        if (ClientCount == _groupsInOrder.Length)
        {
            Scratch.Grow(ref _groupsInOrder, ClientCount, ClientCount + 1);
        }

        SetGroup(client.Client, ClientCount);
        _groupsInOrder[ClientCount++] = client;
    }

    private void SortGroups()
    {
        Clients.AsSpan(0, ClientCount).Sort((left, right) => ClientIds[right.Client].CompareTo(ClientIds[left.Client]));
        for (var i = 0; i < ClientCount; i++)
        {
            SetGroup(Clients[i].Client, i);
        }
    }

    private void AddDeleted(ClientRange range)
    {
        if (DeletedCount == _deleted.Length)
        {
            Scratch.Grow(ref _deleted, DeletedCount, DeletedCount + 1);
        }

        _deleted[DeletedCount++] = range;
    }
}
