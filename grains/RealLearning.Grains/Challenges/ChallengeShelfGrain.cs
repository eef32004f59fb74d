using RealLearning.Contracts.Challenges;
using RealLearning.Grains.People;

namespace RealLearning.Grains.Challenges;

/// <summary>A list of challenges. It follows from the challenges, which put themselves on again whenever they are activated.</summary>
public sealed class ChallengeShelfGrain : StoredGrain<ChallengeShelfState>, IChallengeShelfGrain
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<ChallengeCard>> ListAsync() => Task.FromResult<IReadOnlyList<ChallengeCard>>(State.Cards);

    /// <inheritdoc/>
    public Task PutAsync(ChallengeCard card) => State.Cards.Contains(card)
        ? Task.CompletedTask
        : WriteAsync([.. State.Cards.Where(known => known.ChallengeId != card.ChallengeId).Append(card).OrderByDescending(known => known.UpdatedAt).Take(IChallengeShelfGrain.CardsMax)]);

    /// <inheritdoc/>
    public Task RemoveAsync(string challengeId) => State.Cards.Exists(card => card.ChallengeId == challengeId)
        ? WriteAsync([.. State.Cards.Where(card => card.ChallengeId != challengeId)])
        : Task.CompletedTask;

    private Task WriteAsync(List<ChallengeCard> cards) => StoreAsync(state => state.Cards = cards);
}

/// <summary>What is kept of a shelf.</summary>
[GenerateSerializer, Alias("challenge-shelf-state")]
public sealed class ChallengeShelfState
{
    /// <summary>Last changed first.</summary>
    [Id(0)]
    public List<ChallengeCard> Cards { get; set; } = [];
}
