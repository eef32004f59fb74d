using System.Buffers.Binary;
using RealLearning.Ycs;

namespace RealLearning.Api.Yjs;

/// <summary>
/// Messages of the y-websocket protocol as whole WebSocket frames. A server does not mask its frames (RFC 6455, 5.1), so that the same bytes
/// serve every connection.
/// </summary>
internal static class YjsFrames
{
    private const byte FinalBinary = 0x82;

    /// <summary>Sync step 1: the server's state vector.</summary>
    public static byte[] Step1(byte[] stateVector) => Sync(YMessageKind.SyncStep1, stateVector);

    /// <summary>Sync step 2: what the client lacks.</summary>
    public static byte[] Step2(byte[] update) => Sync(YMessageKind.SyncStep2, update);

    /// <summary>A live update.</summary>
    public static byte[] Update(byte[] update) => Sync(YMessageKind.Update, update);

    /// <summary>An awareness update.</summary>
    public static byte[] Awareness(byte[] update) => Frame([YMessage.AwarenessType], update);

    private static byte[] Sync(YMessageKind kind, byte[] payload) => Frame([YMessage.SyncType, (byte)kind], payload);

    private static byte[] Frame(ReadOnlySpan<byte> type, byte[] payload)
    {
        Span<byte> length = stackalloc byte[5];
        length = length[..WriteVarUint(length, (uint)payload.Length)];
        var content = type.Length + length.Length + payload.Length;
        var header = content < 126 ? 2 : content <= ushort.MaxValue ? 4 : 10;
        var frame = new byte[header + content];
        WriteHeader(frame, content);
        type.CopyTo(frame.AsSpan(header));
        length.CopyTo(frame.AsSpan(header + type.Length));
        payload.CopyTo(frame, header + type.Length + length.Length);
        return frame;
    }

    private static void WriteHeader(Span<byte> frame, int content)
    {
        frame[0] = FinalBinary;
        switch (content)
        {
            case < 126:
                frame[1] = (byte)content;
                break;
            case <= ushort.MaxValue:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)content);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame[2..], (ulong)content);
                break;
        }
    }

    private static int WriteVarUint(Span<byte> target, uint value)
    {
        var at = 0;
        for (; value > 0x7F; value >>= 7)
        {
            target[at++] = (byte)(0x80 | (value & 0x7F));
        }

        target[at++] = (byte)value;
        return at;
    }
}
