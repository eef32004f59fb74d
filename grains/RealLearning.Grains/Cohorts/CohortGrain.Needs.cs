using System.Text.Json;
using RealLearning.Contracts.Challenges;
using RealLearning.Grains.Challenges;

namespace RealLearning.Grains.Cohorts;

/// <summary>
/// What the groups needed where. It is told to each challenge whole, when something of it is another than what was told last; what a crash kept from being told the
/// challenge asks for. It follows from what the rooms tell alone.
/// </summary>
public sealed partial class CohortGrain
{
    /// <summary>What was told last, by challenge.</summary>
    private readonly Dictionary<string, string> _toldNeeds = [];

    private (CohortState State, long Heard)? _seen;
    private bool _hasTerm;
    private long _needsTold;

    /// <inheritdoc/>
    public async Task<CohortNeeds?> NeedsAsync(string challengeId)
    {
        await AskedAsync();
        return State.Challenges.TryGetValue(challengeId, out var challenge) ? NeedsOf(challenge) : null;
    }

    private CohortNeeds NeedsOf(KeptChallenge challenge)
    {
        var heard = challenge.Work.Values.Where(_progress.ContainsKey).Select(workspaceId => _progress[workspaceId].Needs).ToList();
        return new CohortNeeds(State.NeedsTerm, _needsTold, challenge.Version, challenge.Work.Count - heard.Count, NeedsSum.Of(heard));
    }

    /// <summary>Between commands, since the first telling of an activation is written down before.</summary>
    private async Task TellNeedsAsync()
    {
        var seen = (State, _heard);
        if (State.Title.Length == 0 || !_asking.IsCompleted || _seen == seen)
        {
            return;
        }

        foreach (var (challengeId, challenge) in State.Challenges.ToList())
        {
            var needs = NeedsOf(challenge);
            var words = JsonSerializer.Serialize(needs with { Term = 0, Number = 0 });
            if (_toldNeeds.GetValueOrDefault(challengeId) == words)
            {
                continue;
            }

            if (!_hasTerm)
            {
                await StoreAsync(static state => state.NeedsTerm++);
                _hasTerm = true;
            }

            await GrainFactory.GetGrain<IChallengeGrain>(challengeId).ToldAsync(Id, needs with { Term = State.NeedsTerm, Number = ++_needsTold });
            _toldNeeds[challengeId] = words;
        }

        // A state that is changed is another one.
        _seen = seen;
    }
}
