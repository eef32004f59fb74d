using RealLearning.Api.Cohorts;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Rooms;
using static RealLearning.Api.OpenApi.Examples.AccountExamples;

namespace RealLearning.Api.OpenApi.Examples;

/// <summary>Of the document <c>/openapi/v1.json</c>: one cohort at work on the challenge.</summary>
internal static class CohortExamples
{
    private const string Challenge = "win-readers-back";
    private const string Group = "g1";

    private static readonly CohortPersonDto Learner = new(Lea.Id, Lea.Name, Lea.Colour, "learner", Group, new PersonWorkDto("Win readers back", "workspace/spring-appeal", "Write three posts", true), "");

    private static readonly MeetingDto Meeting = new("meeting-1", "working", "Read the draft together", Day(2), 60, "Library, room 2", "");

    private static readonly WorkDto Work = new(Group, "workspace/spring-appeal", new ProgressDto(2, 1, "Write three posts", [], 1, Day(3), 2));

    public static readonly NewCohortDto New = new("autumn-2026", "Autumn 2026");

    public static readonly CohortDto Cohort = new(
        "autumn-2026",
        "Autumn 2026",
        "tutor",
        false,
        [new CohortPersonDto(Tom.Id, Tom.Name, Tom.Colour, "tutor", null, null, ""), Learner],
        [new GroupDto(Group, "The readers", 1, "group/our-space", Meeting)],
        [new GivenChallengeDto(Challenge, 1, "Win readers back", "The library's followers", Deliverables.Campaign, "2026-12-01", "2026-12-15", ChallengeExamples.Brief, ChallengeExamples.Milestones, [new GivenWorkDto(Group, Work.Room, Work.Progress, [ClientExamples.Shown], [ClientExamples.Asked])])],
        [new CohortInvitationDto("class-1", "learner", 30, 12, Day(14), null), new CohortInvitationDto("library", "client", 2, 1, Day(14), [Challenge])]);

    public static readonly OpenDto Open = new(Group, Challenge);

    public static readonly OpenedDto Opened = new("workspace/spring-appeal");

    public static readonly CohortDoneDto Done = new("cohort/autumn-2026/Jk2fN0d8");

    public static readonly TodayEndpoint.TodayDto Today = new(
    [
        new TodayEndpoint.CohortTodayDto(
            "autumn-2026",
            "Autumn 2026",
            "learner",
            new TodayEndpoint.OwnGroupDto(Group, "The readers", "group/our-space", Meeting, [Learner]),
            [],
            [
                new TodayEndpoint.TodayChallengeDto(
                    Challenge, "Win readers back", false, Deliverables.Campaign, "2026-12-01", "2026-12-15", [Work], [new TodayEndpoint.StepDto("s2", "Write three posts", "2026-12-08")],
                    [new TodayEndpoint.SessionDto("session/critique-1", "Critique of the first draft", "presenter", Day(3))], new TodayEndpoint.AskDto("checkpoint", "m1", "Draft")),
            ],
            [new TodayEndpoint.QuestionDto("another-workspace", "q1", "Win readers back", null, "Which network do they read?", "our followers", Day(2), 0)],
            null),
        new TodayEndpoint.CohortTodayDto("spring-2027", "Spring 2027", "client", null, [], [], [], ClientExamples.Desk),
    ]);

    /// <summary>One of each.</summary>
    public static readonly CohortCommandDto[] Commands =
    [
        Of(new SetCohortTitle("Autumn 2026")),
        Of(new InviteToCohort("class-1", "learner", 30, 14)),
        Of(new RevokeInvitation("class-1")),
        Of(new SetCohortRole(Lea.Id, "tutor")),
        Of(new CreateGroup(Group, "The readers")),
        Of(new RenameGroup(Group, "The readers of Main Street")),
        Of(new DissolveGroup(Group)),
        Of(new PlaceMember(Lea.Id, Group)),
        Of(new SetLabel(Lea.Id, "has worked in a library")),
        Of(new Arrange([new ArrangedGroup("g2", "The writers")], [new ArrangedLearner(Lea.Id, "g2")])),
        Of(new SetChoice(true)),
        Of(new JoinGroup(Group)),
        Of(new GiveChallenge(Challenge, "2026-12-01", "2026-12-15")),
        Of(new Reschedule(Challenge, "2026-12-08", null)),
        Of(new WithdrawChallenge(Challenge)),
        Of(new AnswerReleased("another-workspace", "q1", "a1", "Most of them read one network: ask at the desk.", "https://example.org/numbers")),
        Of(new ReviewSubmission("spring-appeal", "first-draft", false, "Name the library in the first post.")),
    ];

    private static CohortCommandDto Of(CohortCommand command) => new(command, "c1");
}
