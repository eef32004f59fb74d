using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>How much of a room's work is whose, told to each about themselves.</summary>
public sealed class VoiceTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static byte[] Position => [1, 1, (byte)'t', 0];

    [Fact]
    public async Task Written_IsWhatIsThereNow_WithoutTheRoomsPage_AndWhatNobodyVerifiedIsNobodys()
    {
        var room = await SharedAsync("voice-written");
        Assert.Equal(new Voice(2, 0, 0, 0, 0), await ToldAsync(room, RoomCluster.Ada));
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 701);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 702);
        await ada.TypeAsync("Ada's words. ");
        await bea.PullAsync();
        await bea.TypeAsync("Bea's 🌱");
        await bea.PushAsync(bea.Doc.TransactAndEncode(() => bea.Doc.GetText("t").Delete(0, "Ada's ".Length)));
        Assert.Null((await bea.ReplyAsync(ada.Write("left"))).Refusal);

        var all = "words. Bea's 🌱".Length;
        Assert.Equal(new Voice(2, "words. ".Length, all, 0, 0), await ToldAsync(room, RoomCluster.Ada));
        Assert.Equal(new Voice(2, "Bea's 🌱".Length, all, 0, 0), await ToldAsync(room, RoomCluster.Bea));
    }

    [Fact]
    public async Task Said_CountsCommentsQuestionsAndAnswers_OfThoseWhoWriteHereNow()
    {
        var room = await SharedAsync("voice-said");
        await RoomCluster.AdmitAsync(room, RoomCluster.Cyd, Right.Edit);
        await DoAsync(room, RoomCluster.Ada, new CreateThread("t1", DocumentParts.Content, Position, Position, "words", "", "Whose?"));
        await DoAsync(room, RoomCluster.Bea, new ReplyToThread("t1", "k1", "Mine."));
        await DoAsync(room, RoomCluster.Bea, new AskQuestion("q1", null, "", "Which network?"));
        await DoAsync(room, RoomCluster.Cyd, new AnswerQuestion("q1", "a1", "Any.", ""));
        Assert.Equal(new Voice(3, 0, 0, 1, 4), await ToldAsync(room, RoomCluster.Cyd));

        await DoAsync(room, RoomCluster.Ada, new SetRight("cyd", Right.None));
        Assert.Equal(new Voice(2, 0, 0, 1, 3), await ToldAsync(room, RoomCluster.Ada));
        Assert.Equal(new Voice(2, 0, 0, 2, 3), await ToldAsync(room, RoomCluster.Bea));
    }

    [Fact]
    public async Task Decisions_AreSaidOnce_HoweverOftenTheyAreAmended()
    {
        var group = cluster.Grains.GetGrain<IPeerGroupGrain>("voice-group");
        Assert.Null((await group.CreateAsync(new CreateRoom("create", RoomCluster.Ada, "Group 3"))).Refusal);
        await DoAsync(group, RoomCluster.Ada, new RecordDecision("d1", "On Fridays."));
        await DoAsync(group, RoomCluster.Ada, new AmendDecision("d1", "On Thursdays."));
        Assert.Equal(new Voice(1, 0, 0, 1, 1), await ToldAsync(group, RoomCluster.Ada));
    }

    [Fact]
    public async Task WhoDoesNotWriteHere_IsToldNothing()
    {
        var room = await SharedAsync("voice-rights");
        Assert.Equal(RefusalCodes.UnknownDocument, (await room.VoiceAsync(RoomCluster.Cyd)).Refusal?.Code);
        await RoomCluster.AdmitAsync(room, RoomCluster.Cyd, Right.Comment);
        var reply = await room.VoiceAsync(RoomCluster.Cyd);
        Assert.Equal((RefusalCodes.NoRight, null), (reply.Refusal?.Code, reply.Voice));

        // Nor does what they say count among those who write.
        await DoAsync(room, RoomCluster.Cyd, new CreateThread("t1", DocumentParts.Content, Position, Position, "words", "", "Whose?"));
        Assert.Equal(new Voice(2, 0, 0, 0, 0), await ToldAsync(room, RoomCluster.Ada));
    }

    private async Task<IChallengeWorkspaceGrain> SharedAsync(string id)
    {
        var room = await cluster.WorkspaceAsync(id);
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        return room;
    }

    private static async Task DoAsync(IRoomGrain room, Caller caller, RoomCommand command) =>
        Assert.Null((await room.CommandAsync(RoomCluster.Command(caller, command))).Refusal);

    private static async Task<Voice> ToldAsync(IRoomGrain room, Caller caller) => (await room.VoiceAsync(caller)).Voice!;
}
