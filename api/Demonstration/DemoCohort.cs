using System.Globalization;
using System.Security.Cryptography;
using RealLearning.Api.Live;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Api.Demonstration;

/// <summary>Makes the demonstration's cohort, each part only where it is missing, so that a crash in between leaves nothing half done for good.</summary>
internal sealed class DemoCohort(IGrainFactory grains, TimeProvider time)
{
    private const string CohortId = "demonstration";
    private const string ChallengeId = "demonstration-food-bank";

    private static readonly (string Id, string Title)[] Groups = [("tuesday", "Tuesday evening"), ("thursday", "Thursday morning")];

    private ICohortGrain Cohort => grains.GetGrain<ICohortGrain>(CohortId);

    public async Task MakeAsync()
    {
        var cohort = Checked(await Cohort.CreateAsync(DemoPeople.Tutor.Caller, "Digital marketing, autumn")).Cohort!;
        await AdmitAsync(cohort);
        await GroupAsync(cohort);
        await GiveAsync(cohort);
        var workspace = Checked(await Cohort.OpenAsync(DemoPeople.Learner.Caller, "tuesday", ChallengeId)).Room!.Value;
        var space = Checked(await Cohort.OpenAsync(DemoPeople.Learner.Caller, "tuesday", null)).Room!.Value;
        var group = grains.GetGrain<IPeerGroupGrain>(space.Id);
        await MeetAsync(group);
        var room = grains.GetGrain<IChallengeWorkspaceGrain>(workspace.Id);
        await WriteAsync(room);

        await TellAsync(workspace, room);
        await TellAsync(space, group);
    }

    /// <summary>The room tells its cohort within a second; whoever comes in now is to see it at once.</summary>
    private async Task TellAsync(RoomKey key, IRoomGrain room)
    {
        if (await room.ProgressAsync() is { } progress)
        {
            await Cohort.ToldAsync(key, progress);
        }
    }

    private async Task MeetAsync(IPeerGroupGrain group)
    {
        var (learner, peer) = (DemoPeople.Learner.Caller, DemoPeople.Of("demo-peer").Caller);
        var evening = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddDays(3).AddHours(18), TimeSpan.Zero).ToUnixTimeMilliseconds();
        await CommandAsync(group, learner, "decide", new RecordDecision("demo-decision", "We speak to people who stopped coming, not to everybody."));
        await CommandAsync(group, peer, "amend", new AmendDecision("demo-decision", "We speak to people who stopped coming in the last year, not to everybody."));
        await CommandAsync(group, peer, "meet", new ScheduleMeeting("demo-meeting", MeetingKinds.Critique, "Look at our three posts", evening, 60, "", "https://meet.example.org/tuesday"));
    }

    private async Task AdmitAsync(CohortView cohort)
    {
        foreach (var person in DemoPeople.All.Where(person => cohort.People.All(known => known.PersonId != person.Id)))
        {
            var invited = await DoAsync(new InviteToCohort(Guid.NewGuid().ToString("N"), person.RoleName, 1, 1));
            await Cohort.RedeemAsync(invited.Token!, person.Caller);
        }
    }

    private async Task GroupAsync(CohortView cohort)
    {
        foreach (var (id, title) in Groups.Where(group => cohort.Groups.All(known => known.GroupId != group.Id)))
        {
            await DoAsync(new CreateGroup(id, title));
        }

        foreach (var person in DemoPeople.All.Where(person => person.Group is not null))
        {
            await DoAsync(new PlaceMember(person.Id, person.Group));
        }
    }

    private async Task GiveAsync(CohortView cohort)
    {
        var challenge = grains.GetGrain<IChallengeGrain>(ChallengeId);
        var tutor = DemoPeople.Tutor.Caller;
        var made = Checked(await challenge.CreateAsync(tutor, DemoChallenge.Text.Title, null)).Challenge!;
        if (made.Version == 0)
        {
            var saved = Checked(await challenge.SaveAsync(tutor, made.Revision, DemoChallenge.Text)).Challenge!;
            Checked(await challenge.PublishAsync(tutor, saved.Revision));
        }

        if (cohort.Challenges.Count == 0)
        {
            await DoAsync(new GiveChallenge(ChallengeId, Day(-9), Day(19)));
        }
    }

    private static async Task WriteAsync(IChallengeWorkspaceGrain workspace)
    {
        var (learner, peer, session) = (DemoPeople.Learner.Caller, DemoPeople.Of("demo-peer").Caller, Guid.NewGuid().ToString("N"));
        if ((await workspace.JoinAsync(new JoinRequest(DocumentParts.Content, session, "demonstration", learner, Right.Edit))).Refusal is { } refusal)
        {
            throw Failed(refusal);
        }

        var content = new YDoc(new YDocOptions { ClientId = RandomNumberGenerator.GetInt32(1, int.MaxValue) });
        content.ApplyUpdate((await workspace.SyncAsync(new SyncRequest(DocumentParts.Content, session, content.EncodeStateVector()))).Update);
        if (DemoWork.IsUntouched(content))
        {
            var pushed = await workspace.PushAsync(new PushRequest(DocumentParts.Content, session, PushKind.Live, [DemoWork.Write(content, learner.PersonId, peer.PersonId)]));
            if (pushed.Refusal is { } refused)
            {
                throw Failed(refused);
            }
        }

        await workspace.LeaveAsync(DocumentParts.Content, session);
        await CommandAsync(workspace, learner, "pull", new PullResource("r2", "s2"));
        await CommandAsync(workspace, peer, "ask", new AskQuestion("demo-question", "s4", "", "How long may a post be before people stop reading?"));
        await CommandAsync(workspace, learner, "answer", new AnswerQuestion("demo-question", "demo-answer", "Ours did best under 80 characters in the first line; the rest may be longer.", ""));
        await CommandAsync(workspace, peer, "ask-cohort", new AskQuestion("demo-question-2", "s5", "", "Did anybody find a day on which people answer most?"));
        await CommandAsync(workspace, peer, "release", new ReleaseQuestion("demo-question-2", Askable.Cohort, ""));
        await CommandAsync(workspace, learner, "ask-client", new AskQuestion("demo-question-3", "s4", DemoWork.Address, "May a post name the street? Some food banks keep their address to themselves."));
        await CommandAsync(workspace, learner, "release-client", new ReleaseQuestion("demo-question-3", Askable.Client, DemoWork.Address));
        await CommandAsync(workspace, learner, "freeze", new FreezeSnapshot("demo-draft", "Message and first post"));
        await CommandAsync(workspace, learner, "show", new SubmitSnapshot("demo-shown", "demo-draft", "Does the message sound like you? We are not sure about the coffee."));
    }

    private static async Task CommandAsync(IRoomGrain room, Caller caller, string id, RoomCommand command)
    {
        if ((await room.CommandAsync(new CommandRequest($"demonstration-{id}", caller, command))).Refusal is { } refusal)
        {
            throw Failed(refusal);
        }
    }

    private async Task<CohortDone> DoAsync(CohortCommand command)
    {
        var done = await Cohort.CommandAsync(DemoPeople.Tutor.Caller, command);
        return done.Refusal is { } refusal ? throw Failed(refusal) : done;
    }

    private string Day(int fromNow) => time.GetUtcNow().AddDays(fromNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static CohortReply Checked(CohortReply reply) => reply.Refusal is { } refusal ? throw Failed(refusal) : reply;

    private static ChallengeReply Checked(ChallengeReply reply) => reply.Refusal is { } refusal ? throw Failed(refusal) : reply;

    private static OpenedReply Checked(OpenedReply reply) => reply.Refusal is { } refusal ? throw Failed(refusal) : reply;

    private static RoomUnreachableException Failed(Refusal refusal) => new(new InvalidOperationException($"{refusal.Code}: {refusal.Message}"));
}
