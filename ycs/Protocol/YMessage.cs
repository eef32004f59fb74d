using System.Text;

namespace RealLearning.Ycs;

/// <summary>
/// Messages of y-protocols as y-websocket sends them: a varuint type, then what the type defines, and nothing behind it (rule 22 of docs/wire-format.md).
/// </summary>
public static class YMessage
{
    /// <summary>The type of sync messages; their kind follows.</summary>
    public const byte SyncType = 0;

    /// <summary>The type of awareness updates.</summary>
    public const byte AwarenessType = 1;

    /// <summary>The type of messages about rights.</summary>
    public const byte AuthType = 2;

    /// <summary>The type of the question for everybody's awareness.</summary>
    public const byte QueryAwarenessType = 3;

    private const byte PermissionDeniedKind = 0;

    /// <summary>Reads a message, without looking into what it carries; false where it is none. The payload is a slice of it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out YMessageKind kind, out ReadOnlySpan<byte> payload)
    {
        kind = default;
        payload = default;
        if (message.Length < 2)
        {
            kind = YMessageKind.QueryAwareness;
            return message.Length == 1 && message[0] == QueryAwarenessType;
        }

        (YMessageKind? known, var head) = message[0] switch
        {
            SyncType when message[1] <= (byte)YMessageKind.Update => ((YMessageKind?)message[1], 2),
            AwarenessType => (YMessageKind.Awareness, 1),
            AuthType when message[1] == PermissionDeniedKind => (YMessageKind.PermissionDenied, 2),
            _ => (null, 0),
        };
        kind = known.GetValueOrDefault();
        return known is not null && TryReadRest(message[head..], out payload);
    }

    /// <summary>Asks for what a document of this state vector lacks.</summary>
    public static byte[] SyncStep1(ReadOnlySpan<byte> stateVector) => Write([SyncType, (byte)YMessageKind.SyncStep1], stateVector);

    /// <summary>Answers step 1, always, an empty update included.</summary>
    public static byte[] SyncStep2(ReadOnlySpan<byte> update) => Write([SyncType, (byte)YMessageKind.SyncStep2], update);

    /// <summary>A live edit.</summary>
    public static byte[] Update(ReadOnlySpan<byte> update) => Write([SyncType, (byte)YMessageKind.Update], update);

    /// <summary>An awareness update.</summary>
    public static byte[] Awareness(ReadOnlySpan<byte> update) => Write([AwarenessType], update);

    /// <summary>Asks for everybody's awareness.</summary>
    public static byte[] QueryAwareness() => [QueryAwarenessType];

    /// <summary>Refuses, with a reason.</summary>
    public static byte[] PermissionDenied(string reason) => Write([AuthType, PermissionDeniedKind], Encoding.UTF8.GetBytes(reason));

    /// <summary>
    /// Does what a sync message asks of a document: the answer to step 1, or null where what came was taken. Throws <see cref="MalformedUpdateException"/> for
    /// what it carries, <see cref="ArgumentException"/> for a message that is not about sync.
    /// </summary>
    public static byte[]? Sync(YDoc doc, YMessageKind kind, ReadOnlySpan<byte> payload)
    {
        switch (kind)
        {
            case YMessageKind.SyncStep1:
                return SyncStep2(doc.EncodeStateAsUpdate(payload));
            case YMessageKind.SyncStep2 or YMessageKind.Update:
                doc.ApplyUpdate(payload);
                return null;
            default:
                throw new ArgumentException($"{kind} is not about sync.", nameof(kind));
        }
    }

    private static bool TryReadRest(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> payload)
    {
        // A varuint of at most 31 bits in its shortest form, by hand: what is no message is no exception.
        var (length, at) = (0L, 0);
        do
        {
            if (at == rest.Length || at == 5)
            {
                payload = default;
                return false;
            }

            length |= (long)(rest[at] & 0x7F) << (7 * at);
        }
        while (rest[at++] >= 0x80);
        payload = rest[at..];
        return length == payload.Length && (at == 1 || rest[at - 1] != 0);
    }

    private static byte[] Write(ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload)
    {
        var writer = new Lib0Writer(head.Length + 5 + payload.Length);
        writer.WriteBytes(head);
        writer.WriteVarBytes(payload);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }
}
