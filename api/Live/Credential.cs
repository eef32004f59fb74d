using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>What somebody comes with to a document: who it is, and the most that this allows. The room may give less.</summary>
internal sealed record Credential(Caller Caller, Right RightMax)
{
    /// <summary>A sign-in: as much as the person has.</summary>
    public static Credential Of(Caller caller) => new(caller, Right.Facilitate);
}
