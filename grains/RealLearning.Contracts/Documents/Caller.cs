namespace RealLearning.Contracts.Documents;

/// <summary>Who calls, as the node's sign-in established it; never as a client says of itself.</summary>
/// <param name="PersonId">The person's id.</param>
/// <param name="Name">The display name at the time of the call.</param>
/// <param name="Address">The network address that the call came from, for the audit log; null where there is none.</param>
[GenerateSerializer, Immutable, Alias("caller")]
public sealed record Caller([property: Id(0)] string PersonId, [property: Id(1)] string Name, [property: Id(2)] string? Address = null)
{
    /// <summary>Everybody who comes through the lab: one person, since nobody there says who he is.</summary>
    public static readonly Caller Lab = new("lab", "Lab");
}
