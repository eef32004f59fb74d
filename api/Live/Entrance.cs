using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>The answer to a session that wants to listen.</summary>
internal sealed record Entrance(Refusal? Refusal);
