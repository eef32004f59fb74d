using MessagePack;
using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Hubs;

/// <summary>The answer to <c>Join</c>. Where <see cref="Refusal"/> is set nothing else is.</summary>
[MessagePackObject]
public sealed record JoinResult
{
    [Key("refusal")]
    public RefusalDto? Refusal { get; init; }

    [Key("term")]
    public long Term { get; init; }

    [Key("right")]
    public string Right { get; init; } = RightNames.Of(Contracts.Documents.Right.None);

    [Key("person")]
    public PersonDto? Person { get; init; }

    /// <summary>What the caller lacked, a v1 update.</summary>
    [Key("update")]
    public byte[]? Update { get; init; }

    /// <summary>What the server has.</summary>
    [Key("stateVector")]
    public byte[]? StateVector { get; init; }

    /// <summary>Everybody's awareness, or null.</summary>
    [Key("awareness")]
    public byte[]? Awareness { get; init; }

    internal static JoinResult Refused(Refusal refusal) => new() { Refusal = new RefusalDto(refusal.Code, refusal.Message) };
}
