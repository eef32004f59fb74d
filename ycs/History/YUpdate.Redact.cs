namespace RealLearning.Ycs;

/// <summary>Taking words out of updates for good.</summary>
public static partial class YUpdate
{
    /// <summary>
    /// The same v1 update with what it holds of the ranges as deleted content of the same ids and lengths, and deleted. Whoever has it takes the words from
    /// nobody any more, since the ids are known; whoever has the words deletes them. Shared types stay, since they hold no words and others may have written into
    /// them; text, values, attributes, formats, embeds and subdocuments go. Struct by struct: nothing else is changed, joined or ordered.
    /// </summary>
    public static byte[] Redact(ReadOnlySpan<byte> update, IReadOnlyCollection<ClientRange> ranges) => Redact(update, ranges, isV2: false);

    /// <summary>The same for v2.</summary>
    public static byte[] RedactV2(ReadOnlySpan<byte> update, IReadOnlyCollection<ClientRange> ranges) => Redact(update, ranges, isV2: true);

    private static byte[] Redact(ReadOnlySpan<byte> update, IReadOnlyCollection<ClientRange> ranges, bool isV2)
    {
        var redaction = new Redaction(Decode(update, isV2), Joined(ranges));
        if (isV2)
        {
            var v2 = new V2Writer(update.Length);
            redaction.Write(ref v2);
            return v2.Finish();
        }

        var v1 = new V1Writer(update.Length);
        redaction.Write(ref v1);
        return v1.Finish();
    }

    /// <summary>Ranges as callers have them, sorted and joined. Throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    private static List<ClientRange> Joined(IReadOnlyCollection<ClientRange> ranges)
    {
        foreach (var range in ranges)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(range.Clock, nameof(ranges));
            ArgumentOutOfRangeException.ThrowIfNegative(range.Length, nameof(ranges));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Length, YLimits.SafeIntegerMax, nameof(ranges));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Clock, YLimits.SafeIntegerMax, nameof(ranges));
        }

        return DeleteSets.Join([.. ranges.Where(range => range.Length > 0)]);
    }
}
