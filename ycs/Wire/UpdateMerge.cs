namespace RealLearning.Ycs;

/// <summary>
/// The structs of many updates as one update, each id once, clients from high to low: what continues what is before it is joined to it, holes become
/// Skips (rule 16). Linear where each client's structs come in order. Hot; watched by the engine's benchmark.
/// </summary>
internal sealed class UpdateMerge
{
    private readonly UpdateDecoder _decoder;
    private readonly List<ClientRange> _deleted;
    private readonly bool _collect;
    private readonly List<Part> _parts = [];

    private UpdateMerge(UpdateDecoder decoder, List<ClientRange> deleted, bool collect) => (_decoder, _deleted, _collect) = (decoder, deleted, collect);

    /// <summary>Writes what was decoded. With <paramref name="collect"/> what is deleted loses its content, as in a document that collects garbage.</summary>
    public static void Write<TWriter>(ref TWriter writer, UpdateDecoder decoder, Dictionary<long, long> known, bool collect)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var deleted = DeleteSets.Join([.. decoder.Deleted.AsSpan(0, decoder.DeletedCount)]);
        var merge = new UpdateMerge(decoder, deleted, collect);
        var clients = merge.Order();
        foreach (var client in clients)
        {
            merge.AddClient(client.Id, client.Structs, known.GetValueOrDefault(client.Id));
        }

        merge.WriteParts(ref writer);
        DeleteSets.Write(ref writer, deleted);
    }

    /// <summary>For each client its structs by clock.</summary>
    private List<(long Id, ArraySegment<int> Structs)> Order()
    {
        var counts = new int[_decoder.ClientIds.Length + 1];
        for (var i = 0; i < _decoder.StructCount; i++)
        {
            counts[_decoder.Structs[i].Client + 1] += _decoder.Structs[i].Kind == BlockKind.Skip ? 0 : 1;
        }

        for (var i = 1; i < counts.Length; i++)
        {
            counts[i] += counts[i - 1];
        }

        var (order, next) = (new int[counts[^1]], counts.AsSpan(0, counts.Length - 1).ToArray());
        var isSorted = new bool[next.Length];
        Array.Fill(isSorted, true);
        for (var i = 0; i < _decoder.StructCount; i++)
        {
            ref var item = ref _decoder.Structs[i];
            if (item.Kind != BlockKind.Skip)
            {
                ref var place = ref next[item.Client];
                isSorted[item.Client] &= place == counts[item.Client] || _decoder.Structs[order[place - 1]].Clock <= item.Clock;
                order[place++] = i;
            }
        }

        var clients = new List<(long Id, ArraySegment<int> Structs)>();
        for (var i = 0; i < next.Length; i++)
        {
            var structs = new ArraySegment<int>(order, counts[i], next[i] - counts[i]);
            if (!isSorted[i])
            {
                // What is equal keeps its order, so that which of two is written does not depend on the sort.
                structs.AsSpan().Sort((left, right) =>
                    _decoder.Structs[left].Clock != _decoder.Structs[right].Clock ? _decoder.Structs[left].Clock.CompareTo(_decoder.Structs[right].Clock) : left.CompareTo(right));
            }

            if (structs.Count > 0)
            {
                clients.Add((_decoder.ClientIds[i], structs));
            }
        }

        clients.Sort(static (left, right) => right.Id.CompareTo(left.Id));
        return clients;
    }

    private void AddClient(long id, ArraySegment<int> structs, long known)
    {
        var (at, first) = ((int)Math.Min(known, int.MaxValue), _parts.Count);
        var deleted = _collect ? FirstDeleted(id) : _deleted.Count;
        foreach (var index in structs)
        {
            ref var item = ref _decoder.Structs[index];
            if (item.ClockEnd <= at)
            {
                continue;
            }

            if (item.Clock > at && _parts.Count > first)
            {
                _parts.Add(new Part { Struct = index, Clock = at, End = item.Clock, Kind = BlockKind.Skip });
            }

            at = Math.Max(at, item.Clock);
            while (at < item.ClockEnd)
            {
                // The next cut: where a deletion begins or ends.
                while (deleted < _deleted.Count && _deleted[deleted].Client == id && _deleted[deleted].End <= at)
                {
                    deleted++;
                }

                var isInside = deleted < _deleted.Count && _deleted[deleted].Client == id && _deleted[deleted].Clock < item.ClockEnd;
                var isDeleted = isInside && _deleted[deleted].Clock <= at;
                var end = !isInside ? item.ClockEnd : (int)Math.Min(item.ClockEnd, isDeleted ? _deleted[deleted].End : _deleted[deleted].Clock);
                Add(new Part { Struct = index, Clock = at, End = end, Kind = isDeleted && item.Kind != BlockKind.Gc ? BlockKind.Deleted : item.Kind }, first);
                at = end;
            }
        }
    }

    private int FirstDeleted(long client)
    {
        var (low, high) = (0, _deleted.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _deleted[middle].Client > client ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Adds a part, to the one before it where it continues that.</summary>
    private void Add(Part part, int first)
    {
        part.Continues = _parts.Count > first && Continues(_parts[^1], part);
        _parts.Add(part);
    }

    private bool Continues(in Part left, in Part right)
    {
        if (left.Kind != right.Kind || left.End != right.Clock)
        {
            return false;
        }

        if (left.Kind == BlockKind.Gc)
        {
            return true;
        }

        if (left.Kind is not (BlockKind.String or BlockKind.Any or BlockKind.Json or BlockKind.Deleted))
        {
            return false;
        }

        ref var one = ref _decoder.Structs[left.Struct];
        ref var next = ref _decoder.Structs[right.Struct];
        return (right.Clock > next.Clock || (next.OriginClient == next.Client && next.OriginClock == right.Clock - 1))
            && one.RightOriginClient == next.RightOriginClient
            && (one.RightOriginClient < 0 || one.RightOriginClock == next.RightOriginClock);
    }

    private void WriteParts<TWriter>(ref TWriter writer)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var clients = 0;
        for (var i = 0; i < _parts.Count; i++)
        {
            clients += IsFirst(i) ? 1 : 0;
        }

        writer.WriteRest(clients);
        for (var i = 0; i < _parts.Count;)
        {
            if (IsFirst(i))
            {
                writer.WriteRest(CountFrom(i));
                writer.WriteClient(IdOf(i));
                writer.WriteRest(_parts[i].Clock);
            }

            var end = i + 1;
            while (end < _parts.Count && _parts[end].Continues)
            {
                end++;
            }

            PartWriter.Write(ref writer, _decoder, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_parts)[i..end]);
            i = end;
        }
    }

    private long IdOf(int part) => _decoder.ClientIds[_decoder.Structs[_parts[part].Struct].Client];

    private bool IsFirst(int part) => part == 0 || _decoder.Structs[_parts[part].Struct].Client != _decoder.Structs[_parts[part - 1].Struct].Client;

    /// <summary>How many structs a client's parts become.</summary>
    private int CountFrom(int first)
    {
        var count = 1;
        for (var i = first + 1; i < _parts.Count && !IsFirst(i); i++)
        {
            count += _parts[i].Continues ? 0 : 1;
        }

        return count;
    }

    /// <summary>A range of one struct that is written, alone or behind the part before it.</summary>
    internal struct Part
    {
        public int Struct;
        public int Clock;
        public int End;
        public byte Kind;
        public bool Continues;

        public readonly int Length => End - Clock;
    }
}
