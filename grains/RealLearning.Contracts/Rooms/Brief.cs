using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Rooms;

/// <summary>What a workspace is for. Each text is at most 4,000 characters, a list at most 30 entries.</summary>
/// <param name="Client">The organisation that the work is for.</param>
/// <param name="Purpose">What should be different once the work is out.</param>
/// <param name="Audience">Who the work is for.</param>
/// <param name="Criteria">Success criteria, each a sentence.</param>
/// <param name="Due">A date, <c>yyyy-MM-dd</c>, or null.</param>
[GenerateSerializer, Immutable, Alias("brief")]
public sealed record Brief(
    [property: Id(0)] string Client,
    [property: Id(1)] string Purpose,
    [property: Id(2)] string Audience,
    [property: Id(3)] string[] Criteria,
    [property: Id(4)] string? Due)
{
    /// <summary>A brief with nothing in it yet.</summary>
    public static readonly Brief Empty = new("", "", "", [], null);
}
