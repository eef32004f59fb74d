using RealLearning.Contracts.Challenges;
using RealLearning.Grains.People;

namespace RealLearning.Grains.Challenges;

/// <summary>One version of a challenge.</summary>
public sealed class ChallengeVersionGrain : StoredGrain<ChallengeVersionState>, IChallengeVersionGrain
{
    /// <inheritdoc/>
    public Task PutAsync(ChallengeText text) => StoreAsync(state => state.Text = text);

    /// <inheritdoc/>
    public Task<ChallengeText?> GetAsync() => Task.FromResult(State.Text);
}

/// <summary>What is kept of a version.</summary>
[GenerateSerializer, Alias("challenge-version-state")]
public sealed class ChallengeVersionState
{
    /// <summary>Null where there is none.</summary>
    [Id(0)]
    public ChallengeText? Text { get; set; }
}
