using System.Runtime.InteropServices;

namespace RealLearning.Ycs;

/// <summary>Writes an update again with ranges of it as deleted content. What is not in the ranges stays as it is, cut where they begin and end.</summary>
internal sealed class Redaction(UpdateDecoder decoder, List<ClientRange> ranges)
{
    private readonly List<UpdateMerge.Part> _parts = [];
    private readonly List<ClientRange> _redacted = [];

    public void Write<TWriter>(ref TWriter writer)
        where TWriter : IUpdateWriter, allows ref struct
    {
        writer.WriteRest(decoder.ClientCount);
        foreach (var group in decoder.Clients.AsSpan(0, decoder.ClientCount))
        {
            _parts.Clear();
            for (var i = group.First; i < group.First + group.Count; i++)
            {
                Cut(i);
            }

            writer.WriteRest(_parts.Count);
            writer.WriteClient(decoder.ClientIds[group.Client]);
            writer.WriteRest(group.Count == 0 ? 0 : _parts[0].Clock);
            for (var i = 0; i < _parts.Count; i++)
            {
                PartWriter.Write(ref writer, decoder, CollectionsMarshal.AsSpan(_parts).Slice(i, 1));
            }
        }

        DeleteSets.Write(ref writer, DeleteSets.Join([.. decoder.Deleted.AsSpan(0, decoder.DeletedCount), .. _redacted]));
    }

    private void Cut(int index)
    {
        ref var item = ref decoder.Structs[index];
        var client = decoder.ClientIds[item.Client];
        if (item.Kind is BlockKind.Gc or BlockKind.Skip or BlockKind.Type or BlockKind.Deleted)
        {
            _parts.Add(new UpdateMerge.Part { Struct = index, Clock = item.Clock, End = item.ClockEnd, Kind = item.Kind });
            return;
        }

        var at = item.Clock;
        for (var next = DeleteSets.FindFrom(ranges, client, at); at < item.ClockEnd; next++)
        {
            var range = next < ranges.Count && ranges[next].Client == client ? ranges[next] : new ClientRange(client, item.ClockEnd, 0);
            var from = (int)Math.Clamp(range.Clock, at, item.ClockEnd);
            if (from > at)
            {
                _parts.Add(new UpdateMerge.Part { Struct = index, Clock = at, End = from, Kind = item.Kind });
            }

            at = (int)Math.Clamp(range.End, from, item.ClockEnd);
            if (at > from)
            {
                _parts.Add(new UpdateMerge.Part { Struct = index, Clock = from, End = at, Kind = BlockKind.Deleted });
                _redacted.Add(new ClientRange(client, from, at - from));
            }
        }
    }
}
