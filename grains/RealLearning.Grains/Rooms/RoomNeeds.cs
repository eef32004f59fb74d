using RealLearning.Contracts.Challenges;
using RealLearning.Grains.Challenges;

namespace RealLearning.Grains.Rooms;

/// <summary>What the group of a workspace needed where, by the room's events. What it found it tells by title and address; no words of its work.</summary>
internal static class RoomNeeds
{
    public static Needs Of(RoomState state)
    {
        var needs = NeedsSum.Of(
        [
            new Needs(
                1,
                [.. state.Drawn.Where(drawn => drawn.Value.IsCurated || drawn.Value.Title.Length > 0).Select(static drawn => Resource(drawn.Key, drawn.Value)).Where(static resource => resource.Pulls > 0)],
                [.. state.Questions.Values.Select(Question)],
                [.. state.Questions.Values.Where(static question => question.Releases.Count > 0).Select(static question =>
                    new ReleasedNeed(question.StepId, question.Text, DateTimeOffset.FromUnixTimeMilliseconds(question.AskedAt), question.WaitedMs))]),
        ]);

        // What a group found twice it is still one group that found it.
        return needs with { Resources = [.. needs.Resources.Select(static resource => resource with { Groups = 1, Steps = [.. resource.Steps.Select(static use => use with { Groups = 1 })] })] };
    }

    private static NeededResource Resource(string id, ResourceFacts facts) => new(
        facts.IsCurated ? id : null,
        facts.Title,
        facts.Url,
        1,
        facts.Pulls.Values.Sum(),
        [.. facts.Pulls.Select(static pulls => new StepUse(pulls.Key.Length == 0 ? null : pulls.Key, 1, pulls.Value))]);

    private static StepQuestions Question(QuestionFacts question) => question.WaitedMs is { } waited
        ? new StepQuestions(question.StepId, question.IsByOthers ? 0 : 1, question.IsByOthers ? 1 : 0, 0, 0, waited, waited)
        : new StepQuestions(question.StepId, 0, 0, question.Closed ? 1 : 0, question.Closed ? 0 : 1, 0, 0);
}
