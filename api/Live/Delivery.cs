using Microsoft.AspNetCore.SignalR;
using RealLearning.Api.Hubs;
using RealLearning.Api.Yjs;

namespace RealLearning.Api.Live;

/// <summary>
/// One update, or one awareness update, on its way to the sessions of a node. Encoded at most once for each wire format;
/// the same bytes go to every session.
/// </summary>
/// <param name="sequence">Its number, 0 for awareness.</param>
/// <param name="sessionId">The session that brought it and needs no echo; empty for none.</param>
internal sealed class Delivery(string document, bool isAwareness, long sequence, string sessionId, byte[] payload)
{
    private byte[]? _frame;
    private SerializedHubMessage? _hubMessage;

    public long Sequence => sequence;

    public string SessionId => sessionId;

    /// <summary>A fair estimate of what it takes in a queue, in bytes.</summary>
    public int Bytes => payload.Length + 32;

    public bool IsAwareness => isAwareness;

    /// <summary>The whole WebSocket frame of a y-websocket message.</summary>
    public byte[] Frame => _frame ??= isAwareness ? YjsFrames.Awareness(payload) : YjsFrames.Update(payload);

    /// <summary>The hub's message, serialised once for each hub protocol.</summary>
    public SerializedHubMessage HubMessage => _hubMessage ??= isAwareness
        ? HubMessages.Aware(document, payload)
        : HubMessages.Update(document, payload);
}
