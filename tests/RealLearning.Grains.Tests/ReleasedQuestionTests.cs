using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>A question goes to the group, then to the cohort, then to the tutor (R4, R15), and the answer comes back.</summary>
public sealed class ReleasedQuestionTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static readonly Caller Client = new("clio", "Clio Client");

    [Fact]
    public async Task R15_Question_LetGoToTheCohort_IsAnsweredByAnotherGroup()
    {
        var (cohort, workspace) = await GivenAsync();
        await DoAsync(workspace, RoomCluster.Ada, new AskQuestion("q1", "s1", "secret draft words", "How long may a post be?"));
        Assert.Empty((await cohort.TodayAsync(RoomCluster.Cyd))!.Questions);
        await DoAsync(workspace, RoomCluster.Ada, new ReleaseQuestion("q1", Askable.Cohort, "draft"));

        var waiting = await UntilAsync(cohort, RoomCluster.Cyd, 1);
        Assert.Equal(("How long may a post be?", "draft", null), (waiting.Question.Text, waiting.Question.Quote, waiting.Group));
        Assert.Empty((await cohort.TodayAsync(RoomCluster.Ada))!.Questions);
        Assert.Empty((await cohort.TodayAsync(TestCohorts.Tutor))!.Questions);

        await cohort.DoneAsync(new AnswerReleased(waiting.WorkspaceId, "q1", "a1", "Short: 80 characters", ""), RoomCluster.Cyd);
        await cohort.DoneAsync(new AnswerReleased(waiting.WorkspaceId, "q1", "a1", "Short: 80 characters", ""), RoomCluster.Cyd);

        var doc = (await cluster.ClientAsync(workspace, RoomCluster.Ada, 11, DocumentParts.Room)).Doc;
        var answers = ((YArray)((YMap)doc.GetMap("questions").Get("q1")!).Get("answers")!).ToJson().Cast<Dictionary<string, object?>>();
        Assert.Equal(("cyd", "Short: 80 characters"), answers.Single() is var answer ? (answer["by"], answer["text"]) : default);
        var people = await workspace.PeopleAsync(RoomCluster.Ada);
        Assert.Equal(("Cyd", Right.None), people.People.Single(person => person.PersonId == "cyd") is var cyd ? (cyd.Name, cyd.Right) : default);
        Assert.Equal(RefusalCodes.UnknownDocument, (await workspace.GetAsync(RoomCluster.Cyd)).Refusal!.Code);

        await DoAsync(workspace, RoomCluster.Ada, new KeepAnswer("q1", "a1", "kept"));
        await DoAsync(workspace, RoomCluster.Ada, new CloseQuestion("q1"));
        await UntilAsync(cohort, RoomCluster.Cyd, 0);
    }

    [Fact]
    public async Task R15_Question_LetGoToTheTutors_IsTheirsAlone()
    {
        var (cohort, workspace) = await GivenAsync();
        await DoAsync(workspace, RoomCluster.Bea, new AskQuestion("q1", null, "", "May we call them?"));
        await DoAsync(workspace, RoomCluster.Bea, new ReleaseQuestion("q1", Askable.Tutor, ""));

        var waiting = await UntilAsync(cohort, TestCohorts.Tutor, 1);
        Assert.Equal("Group one", waiting.Group);
        Assert.Empty((await cohort.TodayAsync(RoomCluster.Cyd))!.Questions);
        Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.CommandAsync(RoomCluster.Cyd, Answer(waiting, "a1"))).Refusal!.Code);

        await cohort.DoneAsync(Answer(waiting, "a2"), TestCohorts.Tutor);
    }

    [Fact]
    public async Task Answer_OfWhoeverWasNotAsked_IsRefused()
    {
        var (cohort, workspace) = await GivenAsync();
        await cohort.AdmitAsync("client", Client);
        await DoAsync(workspace, RoomCluster.Ada, new AskQuestion("q1", null, "", "Kept among us"));
        await DoAsync(workspace, RoomCluster.Ada, new AskQuestion("q2", null, "", "For everybody"));
        await DoAsync(workspace, RoomCluster.Ada, new ReleaseQuestion("q2", Askable.Cohort, ""));
        var waiting = await UntilAsync(cohort, RoomCluster.Cyd, 1);

        Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.CommandAsync(Client, Answer(waiting, "a1"))).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.CommandAsync(RoomCluster.Ada, Answer(waiting, "a1"))).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.CommandAsync(RoomCluster.Cyd, Answer(waiting, "a1") with { QuestionId = "q1" })).Refusal!.Code);
        Assert.Equal(RefusalCodes.InvalidCommand, (await cohort.CommandAsync(RoomCluster.Cyd, Answer(waiting, "a1") with { Text = " " })).Refusal!.Code);
        Assert.Equal(RefusalCodes.InvalidCommand, (await cohort.CommandAsync(RoomCluster.Cyd, Answer(waiting, "a/1"))).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await workspace.AnswerAsync("c", RoomCluster.Cyd, Askable.Cohort, new AnswerQuestion("q1", "a1", "Let me in", ""))).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await workspace.AnswerAsync("c", Client, Askable.Client, new AnswerQuestion("q2", "a1", "Let me in", ""))).Refusal!.Code);
    }

    private static AnswerReleased Answer(WaitingQuestion waiting, string answerId) => new(waiting.WorkspaceId, waiting.Question.QuestionId, answerId, "Yes", "");

    private static async Task DoAsync(IRoomGrain room, Caller caller, RoomCommand command) => Assert.Null((await room.CommandAsync(RoomCluster.Command(caller, command))).Refusal);

    /// <summary>Asks until so many questions wait, and gives the first.</summary>
    private static async Task<WaitingQuestion> UntilAsync(ICohortGrain cohort, Caller caller, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            if ((await cohort.TodayAsync(caller))!.Questions is var questions && questions.Count == count)
            {
                return count == 0 ? null! : questions[0];
            }
        }
    }

    private async Task<(ICohortGrain Cohort, IChallengeWorkspaceGrain Workspace)> GivenAsync()
    {
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada, RoomCluster.Bea);
        await cohort.GroupAsync("two", RoomCluster.Cyd);
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));
        var workspace = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>((await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId)).Id);
        await cluster.ClientAsync(workspace, RoomCluster.Ada, 99);
        return (cohort, workspace);
    }
}
