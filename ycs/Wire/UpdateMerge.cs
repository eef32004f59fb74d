namespace RealLearning.Ycs;

/// <summary>Writes the structs of several updates as one, each id once, clients from high to low.</summary>
internal static class UpdateMerge
{
    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> updates, IReadOnlyList<UpdateDecoder> decoders, Dictionary<long, long> known)
    {
        var sources = new List<Source>();
        var deleted = new List<ClientRange>();
        for (var i = 0; i < decoders.Count; i++)
        {
            for (var j = 0; j < decoders[i].StructCount; j++)
            {
                if (decoders[i].Structs[j].Kind != BlockKind.Skip)
                {
                    sources.Add(new Source(i, j, decoders[i].Structs[j].Client, decoders[i].Structs[j].Clock));
                }
            }

            deleted.AddRange(decoders[i].Deleted.AsSpan(0, decoders[i].DeletedCount));
        }

        sources.Sort();
        var writer = new Lib0Writer(1_024);
        WriteClients(ref writer, sources, updates, decoders, known);
        DeleteSets.Write(ref writer, DeleteSets.Join(deleted));
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private static void WriteClients(
        ref Lib0Writer writer,
        List<Source> sources,
        IReadOnlyList<ReadOnlyMemory<byte>> updates,
        IReadOnlyList<UpdateDecoder> decoders,
        Dictionary<long, long> known)
    {
        var clients = new List<(long Client, int First, int Clock, int Count, byte[] Structs)>();
        for (var i = 0; i < sources.Count;)
        {
            var end = i;
            while (end < sources.Count && sources[end].Client == sources[i].Client)
            {
                end++;
            }

            var body = new Lib0Writer(256);
            var (clock, count) = WriteStructs(ref body, sources, i, end, updates, decoders, known.GetValueOrDefault(sources[i].Client));
            if (count > 0)
            {
                clients.Add((sources[i].Client, i, clock, count, body.ToArray()));
            }

            body.Dispose();
            i = end;
        }

        writer.WriteVarUint(clients.Count);
        foreach (var client in clients)
        {
            writer.WriteVarUint(client.Count);
            writer.WriteVarUint(client.Client);
            writer.WriteVarUint(client.Clock);
            writer.WriteBytes(client.Structs);
        }
    }

    /// <summary>One client's structs: what is covered already is left out, holes are written as Skip, neighbours that were collected are joined.</summary>
    private static (int Clock, int Count) WriteStructs(
        ref Lib0Writer writer, List<Source> sources, int from, int to, IReadOnlyList<ReadOnlyMemory<byte>> updates, IReadOnlyList<UpdateDecoder> decoders, long known)
    {
        var (first, at, count, gc) = (-1, (int)Math.Min(known, int.MaxValue), 0, 0);
        for (var i = from; i < to; i++)
        {
            var (update, index, _, _) = sources[i];
            ref var item = ref decoders[update].Structs[index];
            if (item.ClockEnd <= at)
            {
                continue;
            }

            var offset = Math.Max(0, at - item.Clock);
            if (gc > 0 && (item.Kind != BlockKind.Gc || item.Clock > at))
            {
                WriteGc(ref writer, ref gc, ref count);
            }

            if (first < 0)
            {
                first = item.Clock + offset;
            }
            else if (item.Clock > at)
            {
                writer.WriteByte(BlockKind.Skip);
                writer.WriteVarUint(item.Clock - at);
                count++;
            }

            at = item.ClockEnd;
            if (item.Kind == BlockKind.Gc)
            {
                gc += item.Length - offset;
                continue;
            }

            count++;
            BlockWriter.Write(ref writer, updates[update].Span, decoders[update], item, offset);
        }

        WriteGc(ref writer, ref gc, ref count);
        return (first, count);
    }

    private static void WriteGc(ref Lib0Writer writer, ref int gc, ref int count)
    {
        if (gc > 0)
        {
            writer.WriteByte(BlockKind.Gc);
            writer.WriteVarUint(gc);
            (gc, count) = (0, count + 1);
        }
    }

    /// <summary>Where a struct comes from; sorted by client from high to low, then by clock, then by update.</summary>
    private readonly record struct Source(int Update, int Index, long Client, int Clock) : IComparable<Source>
    {
        public int CompareTo(Source other) =>
            Client != other.Client ? other.Client.CompareTo(Client)
            : Clock != other.Clock ? Clock.CompareTo(other.Clock)
            : Update.CompareTo(other.Update);
    }
}
