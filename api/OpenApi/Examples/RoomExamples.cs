using RealLearning.Api.Images;
using RealLearning.Api.Rooms;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using static RealLearning.Api.OpenApi.Examples.AccountExamples;

namespace RealLearning.Api.OpenApi.Examples;

/// <summary>Of the document <c>/openapi/v1.json</c>: one workspace.</summary>
internal static class RoomExamples
{
    /// <summary>Relative positions: the first and the last character of a passage that client 11 wrote.</summary>
    private static readonly byte[] Start = [0, 11, 0, 127], End = [0, 11, 9, 127];

    public static readonly CreateRoomDto Create = new("spring-appeal", "workspace", "Spring appeal", Deliverables.Campaign);

    public static readonly RoomDto Room = new(
        "workspace/spring-appeal", "workspace", "spring-appeal", "Spring appeal", Right.Facilitate, [new LinkDto("link-1", Right.Comment, Day(0))], null);

    public static readonly VisitedRoomDto[] Visited = [new("workspace/spring-appeal", "Spring appeal", Day(3))];

    public static readonly RedeemDto Redeem = new("mT7cK2wE");

    public static readonly PersonCardDto[] People = [new(Lea.Id, Lea.Name, Lea.Colour, Right.Edit)];

    public static readonly VoiceDto Voice = new(4, 1_240, 4_710, 6, 19);

    public static readonly CommandDoneDto Done = new(42, "mT7cK2wE");

    public static readonly ImageEndpoints.ImageDto Image = new("/api/rooms/workspace/spring-appeal/images/9f86d081884c7d65", 1200, 800);

    public static readonly HistoryEndpoints.TimelineEntryDto[] Timeline = [new(17, Day(3), Lea.Id, 12, 3, 0)];

    public static readonly ExportEndpoints.ExportDto Export = new("markdown");

    public static readonly AuthorsDto Authors = new(17, [new AuthoredRangesDto("verified", Lea.Id, null, [11, 0, 12])], true);

    /// <summary>One of each.</summary>
    public static readonly CommandDto[] Commands =
    [
        Of(new SetTitle("Spring appeal")),
        Of(new SetBrief(ChallengeExamples.Brief with { Due = "2026-12-15" })),
        Of(new CreateThread("t1", "content", Start, End, "our followers", "what ", "Do we know who they are?")),
        Of(new ReplyToThread("t1", "k1", "Ask at the desk.")),
        Of(new ResolveThread("t1", true)),
        Of(new ReanchorThread("t1", Start, End)),
        Of(new FreezeSnapshot("draft-1", "First draft")),
        Of(new OpenSession("critique-1", "Critique of the first draft", "draft-1")),
        Of(new AddResource("r2", "What the library posts", "https://example.org/library", "Look at the last ten", ["s1"])),
        Of(new PullResource("r2", "s1")),
        Of(new AskQuestion("q1", "s2", "our followers", "Which network do they read?")),
        Of(new AnswerQuestion("q1", "a1", "Most of them read one network: ask at the desk.", "")),
        Of(new KeepAnswer("q1", "a1", "r3")),
        Of(new CloseQuestion("q1")),
        Of(new ReleaseQuestion("q1", Askable.Cohort, "our followers")),
        Of(new SubmitSnapshot("first-draft", "draft-1", "Is this how you would say it?")),
        Of(new WithdrawSubmission("first-draft")),
        Of(new RecordDecision("d1", "We write for people who have a card.")),
        Of(new AmendDecision("d1", "We write for people of 16 to 25 who have a card.")),
        Of(new WithdrawDecision("d1")),
        Of(new ScheduleMeeting("meeting-1", "working", "Read the draft together", Day(2).ToUnixTimeMilliseconds(), 60, "Library, room 2", "")),
        Of(new MoveMeeting("meeting-1", Day(3).ToUnixTimeMilliseconds(), 60, "Library, room 2", "")),
        Of(new CancelMeeting("meeting-1")),
        Of(new CreateLink("link-1", Right.Comment)),
        Of(new RevokeLink("link-1")),
        Of(new SetRight(Lea.Id, Right.Observe)),
    ];

    private static CommandDto Of(RoomCommand command) => new("c1", command);
}
