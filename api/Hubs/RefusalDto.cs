using MessagePack;

namespace RealLearning.Api.Hubs;

/// <summary>A refusal as the hub's clients see it.</summary>
[MessagePackObject]
public sealed record RefusalDto([property: Key("code")] string Code, [property: Key("message")] string Message);
