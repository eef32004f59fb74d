namespace RealLearning.Api.Yjs;

/// <summary>A message of the y-websocket protocol: a varuint type, then what y-protocols define for it, and nothing behind it.</summary>
internal static class YjsMessage
{
    public const byte SyncType = 0;
    public const byte AwarenessType = 1;
    public const byte QueryAwarenessType = 3;

    /// <summary>Reads a message; false where it is none that a client may send.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out YjsMessageKind kind, out ReadOnlySpan<byte> payload)
    {
        kind = default;
        payload = default;
        if (!TryReadVarUint(ref message, out var type))
        {
            return false;
        }

        switch (type)
        {
            case SyncType when TryReadVarUint(ref message, out var step) && step <= (uint)YjsMessageKind.Update:
                kind = (YjsMessageKind)step;
                return TryReadRest(message, out payload);
            case AwarenessType:
                kind = YjsMessageKind.Awareness;
                return TryReadRest(message, out payload);
            case QueryAwarenessType:
                kind = YjsMessageKind.QueryAwareness;
                return message.IsEmpty;
            default:
                return false;
        }
    }

    private static bool TryReadRest(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (!TryReadVarUint(ref message, out var length) || length != (uint)message.Length)
        {
            return false;
        }

        payload = message;
        return true;
    }

    private static bool TryReadVarUint(ref ReadOnlySpan<byte> bytes, out uint value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(bytes.Length, 5); i++)
        {
            value |= (uint)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return i < 4 || value >> 28 <= 0xF;
            }
        }

        return false;
    }
}
