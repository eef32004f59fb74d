namespace RealLearning.Api.Live;

/// <summary>Limits of the live doors. Section <c>Doors</c>.</summary>
internal sealed record DoorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Doors";

    /// <summary>Largest message of a client on either door, in bytes. A little more than the largest update. Default 4 MiB + 4 KiB.</summary>
    public int FrameBytesMax { get; init; } = (4 << 20) + (4 << 10);

    /// <summary>Largest awareness message, in bytes; stock clients echo everybody's. Default 256 KiB.</summary>
    public int AwarenessBytesMax { get; init; } = 256 << 10;

    /// <summary>Connections that a node holds open, on both doors together. Default 20,000.</summary>
    public int LinesMax { get; init; } = 20_000;

    /// <summary>Documents that one hub connection may have open. Default 32.</summary>
    public int DocumentsMax { get; init; } = 32;

    /// <summary>Messages a second that a session may send for long; one that asks for the state counts as <see cref="SyncCost"/>. Not in the lab. Default 500.</summary>
    public int MessagesPerSecond { get; init; } = 500;

    /// <summary>Messages that a session may send at once after a silence. Default 5,000.</summary>
    public int MessagesBurst { get; init; } = 5_000;

    /// <summary>What a request for the state costs, in messages; <see cref="JoinLimit"/> counts by it too. Default 25.</summary>
    public int SyncCost { get; init; } = 25;

    /// <summary>Updates of one session that wait for the room; beyond them its connection is not read. Default 256.</summary>
    public int PushQueueMax { get; init; } = 256;

    /// <summary>Bytes of such updates. Default 8 MiB.</summary>
    public int PushQueueBytesMax { get; init; } = 8 << 20;

    /// <summary>Most updates that one call carries to the room. Default 64.</summary>
    public int PushBatchMax { get; init; } = 64;

    /// <summary>Messages that wait for a connection which does not read; beyond them they are dropped and it syncs again. Default 4,096.</summary>
    public int OutboxMessagesMax { get; init; } = 4_096;

    /// <summary>Bytes of such messages. Default 1 MiB.</summary>
    public int OutboxBytesMax { get; init; } = 1 << 20;

    /// <summary>How long a connection may take for one write, in seconds, before it is cut. Default 30.</summary>
    public int StalledSecondsMax { get; init; } = 30;

    /// <summary>How often a silent y-websocket connection is pinged, in seconds. Default 15.</summary>
    public int PingSeconds { get; init; } = 15;

    /// <summary>How long it may take to answer a ping, in seconds. Default 20.</summary>
    public int PongSeconds { get; init; } = 20;

    /// <summary>How long the closing handshake may take, in milliseconds. Default 2,000.</summary>
    public int CloseMsMax { get; init; } = 2_000;

    /// <summary>How often a call to a room is tried that fails on its way, for example while a node dies. Default 8.</summary>
    public int CallAttempts { get; init; } = 8;

    /// <summary>Wait before the second try, in milliseconds; doubles each time. Default 25.</summary>
    public int CallRetryMs { get; init; } = 25;
}
