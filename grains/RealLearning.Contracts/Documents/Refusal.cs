namespace RealLearning.Contracts.Documents;

/// <summary>Why something was not done. Nothing was changed by what is refused.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>; stable, for programs.</param>
/// <param name="Message">One sentence for a person: what was kept and what to do.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal([property: Id(0)] string Code, [property: Id(1)] string Message);
