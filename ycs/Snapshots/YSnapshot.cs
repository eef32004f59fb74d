namespace RealLearning.Ycs;

/// <summary>
/// What a document showed at one moment: its state vector, and what was deleted. Small, and of use only with a document that still has the content of that
/// moment. Binary form: a delete set as in updates, then a state vector (rules 6 and 7 of docs/wire-format.md); v1 and v2 differ in the delete set alone.
/// </summary>
public sealed class YSnapshot : IEquatable<YSnapshot>
{
    private readonly Dictionary<long, long> _clocks;
    private readonly List<ClientRange> _deleted;

    /// <summary>From clocks in the order of the document's clients, and deletions that are joined.</summary>
    internal YSnapshot(Dictionary<long, long> clocks, List<ClientRange> deleted) => (_clocks, _deleted) = (clocks, deleted);

    /// <summary>The snapshot of an empty document.</summary>
    public static YSnapshot Empty { get; } = new([], []);

    /// <summary>For each client the next clock.</summary>
    public IReadOnlyDictionary<long, long> StateVector => _clocks;

    /// <summary>What is deleted: by client from the highest id to the lowest, then by clock, joined.</summary>
    public IReadOnlyList<ClientRange> Deleted => _deleted;

    /// <summary>Reads the v1 form; throws <see cref="MalformedUpdateException"/>.</summary>
    public static YSnapshot Decode(ReadOnlySpan<byte> bytes) => Decode(bytes, isV2: false);

    /// <summary>Reads the v2 form; throws <see cref="MalformedUpdateException"/>.</summary>
    public static YSnapshot DecodeV2(ReadOnlySpan<byte> bytes) => Decode(bytes, isV2: true);

    /// <summary>The v1 form.</summary>
    public byte[] Encode() => Encode(isV2: false);

    /// <summary>The v2 form.</summary>
    public byte[] EncodeV2() => Encode(isV2: true);

    /// <summary>Whether everything that a v1 update brings and deletes is in the snapshot. Throws <see cref="MalformedUpdateException"/>.</summary>
    public bool Contains(ReadOnlySpan<byte> update) => Contains(update, isV2: false);

    /// <summary>The same for a v2 update.</summary>
    public bool ContainsV2(ReadOnlySpan<byte> update) => Contains(update, isV2: true);

    /// <summary>Whether a unit is deleted in it.</summary>
    public bool IsDeleted(YId id) => DeleteSets.Find(_deleted, id.Client, id.Clock) >= 0;

    /// <summary>Whether a unit was there and not deleted.</summary>
    public bool IsVisible(YId id) => _clocks.GetValueOrDefault(id.Client) > id.Clock && !IsDeleted(id);

    /// <summary>The same clocks and the same deletions.</summary>
    public bool Equals(YSnapshot? other) =>
        other is not null
        && _clocks.Count == other._clocks.Count
        && _clocks.All(entry => other._clocks.TryGetValue(entry.Key, out var clock) && clock == entry.Value)
        && _deleted.SequenceEqual(other._deleted);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as YSnapshot);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_clocks.Count, _clocks.Values.Sum(), _deleted.Count);

    private static YSnapshot Decode(ReadOnlySpan<byte> bytes, bool isV2)
    {
        var reader = new Lib0Reader(bytes);
        var deleted = DeleteSets.Read(ref reader, isV2);
        return reader.AtEnd
            ? throw Lib0Reader.Bad("a snapshot without a state vector", reader.Position)
            : new YSnapshot(StateVectors.Read(reader.ReadBytes(reader.Remaining)), deleted);
    }

    private byte[] Encode(bool isV2)
    {
        var writer = new Lib0Writer(64);
        DeleteSets.Write(ref writer, _deleted, isV2);
        writer.WriteBytes(StateVectors.Write([.. _clocks.Select(entry => (entry.Key, entry.Value))]));
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private bool Contains(ReadOnlySpan<byte> update, bool isV2)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(update, YLimits.Default, isV2);
        for (var i = 0; i < decoder.StructCount; i++)
        {
            if (_clocks.GetValueOrDefault(decoder.ClientIds[decoder.Structs[i].Client]) < decoder.Structs[i].ClockEnd)
            {
                return false;
            }
        }

        foreach (var range in decoder.Deleted.AsSpan(0, decoder.DeletedCount))
        {
            if (DeleteSets.Find(_deleted, range.Client, range.Clock) is not (>= 0 and var at) || _deleted[at].End < range.End)
            {
                return false;
            }
        }

        return true;
    }
}
