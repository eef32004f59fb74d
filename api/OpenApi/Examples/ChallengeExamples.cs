using RealLearning.Api.Challenges;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Rooms;
using static RealLearning.Api.OpenApi.Examples.AccountExamples;

namespace RealLearning.Api.OpenApi.Examples;

/// <summary>Of the document <c>/openapi/v1.json</c>: one challenge.</summary>
internal static class ChallengeExamples
{
    public static readonly Brief Brief = new("City library", "More young readers come back", "People of 16 to 25 who have a card", ["A post a week", "Loans of young readers rise"], null);

    public static readonly Milestone[] Milestones = [new("m1", "Draft", 7, "kind"), new("m2", "Final", 14, null)];

    public static readonly ChallengeText Text = new(
        "Win readers back",
        Brief,
        "The library's followers",
        Deliverables.Campaign,
        Milestones,
        [new ChallengeStep("s1", "Look at what they post now", "Ten posts are enough", "m1"), new ChallengeStep("s2", "Write three posts", "", "m1")],
        [new ChallengeResource("r1", "How posts are written", "https://example.org/posts", "Short ones win", ["s2"])]);

    public static readonly NewChallengeDto New = new("win-readers-back", "Win readers back");

    public static readonly ChallengeEndpoints.SaveDto Save = new(1, Text);

    public static readonly RevisionDto Revision = new(2);

    public static readonly SharedDto Shared = new(true);

    public static readonly ChallengeDto Challenge = new("win-readers-back", 2, 1, false, false, true, Day(0), Text);

    public static readonly ChallengesDto Shelf = new([new ChallengeCardDto("win-readers-back", "Win readers back", Deliverables.Campaign, false, 1, Day(0), Tom)], []);

    public static readonly NeedsDto Needs = new(
        2,
        [1],
        7,
        0,
        [new NeededResourceDto("r1", "How posts are written", "https://example.org/posts", 4, 9, [new StepUseDto("s2", 4, 9)])],
        [new StepQuestionsDto("s2", 3, 1, 2, 1, 7_200_000, 5_400_000)],
        [new ReleasedNeedDto("s2", "Which network do they read?", Day(2), 5_400_000)]);
}
