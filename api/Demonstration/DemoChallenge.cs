using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Demonstration;

/// <summary>The demonstration's challenge: a campaign for a food bank.</summary>
internal static class DemoChallenge
{
    public static ChallengeText Text { get; } = new(
        "Bring volunteers back to the food bank",
        new Brief(
            "Riverside Food Bank",
            "Forty people gave a Saturday each month before 2024; eleven do now. Twenty more would keep both counters open.",
            "People of 25 to 40 within a bus ride, who have helped somewhere once and stopped",
            ["A stranger understands in five seconds what is asked", "Every post says when and where", "At least one idea that the food bank can use on Monday"],
            null),
        "Rosa Bianchi, who runs the food bank, and the 2,300 people who follow it",
        Deliverables.Campaign,
        [
            new Milestone("listen", "We know whom we talk to", 5, null),
            new Milestone("draft", "A first draft, seen by another group", 14, "kind"),
            new Milestone("final", "The campaign, for the client", 28, "tuning"),
        ],
        [
            new ChallengeStep("s1", "Read the brief together and write down what you do not know", "Ask the client where it stays unclear", "listen"),
            new ChallengeStep("s2", "Talk to three people who stopped volunteering", "Why they came says more than why they stopped", "listen"),
            new ChallengeStep("s3", "Say the message in one sentence", "If it needs a second one it is not the message yet", "draft"),
            new ChallengeStep("s4", "Write three posts for two networks", "", "draft"),
            new ChallengeStep("s5", "Plan the month in the calendar", "A post that nobody can answer is a poster", "final"),
            new ChallengeStep("s6", "Decide what you will measure, and when", "", "final"),
        ],
        [
            new ChallengeResource("r1", "What a post has to say in its first line", "", "Who is asked, for what, and when. The rest is why. Read your first line aloud to somebody who has not seen the brief.", ["s4"]),
            new ChallengeResource("r2", "Three questions that get people talking", "", "When did you last do it? What happened just before? What did you do instead? Then be quiet.", ["s2"]),
            new ChallengeResource("r3", "Measures that say something", "", "A number is worth having if it would change what you do next week. People who came back a second time is one; likes are none.", ["s6"]),
        ]);
}
