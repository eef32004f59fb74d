using Orleans.Core.Internal;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;
using static RealLearning.Grains.Tests.Support.TestClients;

namespace RealLearning.Grains.Tests;

/// <summary>A group shows a frozen draft to those whom the work is for (R9), and not a byte more.</summary>
public sealed class SubmissionTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static int _clients = 5_000;

    [Fact]
    public async Task R9_Submission_IsReadByClientsAndJudges_AsFarAsTheirRolesGo()
    {
        var work = await NewAsync(cluster);
        await work.SubmitAsync("s1", " Two questions are still open. ");

        var shown = Assert.Single((await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 1)).Shown);
        Assert.Equal(("Win readers back", "Group one", "Draft s1", "Two questions are still open.", "Ada", true, null), (shown.Challenge, shown.Group, shown.Title, shown.Line, shown.By, shown.IsLatest, shown.ReadAt));
        Assert.Equal(["Ada", "Bea"], shown.Names.Order());
        var seen = Assert.Single((await work.DeskAsync(Jo)).Shown);
        Assert.Equal(("Draft s1", "Group one", "", ""), (seen.Title, seen.Group, seen.Line, seen.By));
        Assert.Empty(seen.Names);

        Assert.Equal("City library", (await work.ReadAsync(Rosa, "s1")).Brief!.Client);
        Assert.Null((await work.ReadAsync(Jo, "s1")).Brief);
        Assert.NotNull((await work.DeskAsync(Rosa)).Shown[0].ReadAt);
        Assert.Null((await work.DeskAsync(Marco)).Shown[0].ReadAt);
        foreach (var other in new[] { TestCohorts.Tutor, Ada, RoomCluster.Cyd, new Caller("stranger", "Stranger") })
        {
            Assert.Equal((other.PersonId, RefusalCodes.UnknownDocument), (other.PersonId, (await work.ReadAsync(other, "s1")).Refusal?.Code));
        }
    }

    [Fact]
    public async Task R9_ClientOfOneChallenge_SeesNothingOfAnothersWork_UntilInvitedToThatToo()
    {
        var work = await NewAsync(cluster);
        var other = await cluster.ChallengeAsync();
        await work.Cohort.DoneAsync(new GiveChallenge(other, "2026-12-01", null));
        var (uma, ute) = (new Caller("uma", "Uma Client"), new Caller("ute", "Ute Judge"));
        foreach (var (role, caller) in new[] { ("client", uma), ("judge", ute) })
        {
            Assert.NotNull(await work.Cohort.RedeemAsync((await work.Cohort.DoneAsync(new InviteToCohort($"for-{role}", role, 1, 7, [other, other]))).Token!, caller));
        }

        await work.SubmitAsync("s1");
        await work.DoAsync(new AskQuestion("q1", null, "", "May we name the street?"));
        await work.DoAsync(new ReleaseQuestion("q1", Askable.Client, ""));
        await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 1 && desk.Asked.Count == 1);

        foreach (var caller in new[] { uma, ute })
        {
            var today = (await work.Cohort.TodayAsync(caller))!;
            Assert.Equal((0, 0), (today.Desk!.Shown.Count, today.Desk.Asked.Count));
            Assert.DoesNotContain(today.Challenges, challenge => challenge.ChallengeId != other);
            Assert.DoesNotContain((await work.Cohort.GetAsync(caller)).Cohort!.Challenges, challenge => challenge.ChallengeId != other);
            Assert.Equal(RefusalCodes.UnknownDocument, (await work.ReadAsync(caller, "s1")).Refusal?.Code);
            Assert.False(await work.Cohort.ShowsImageAsync(caller, work.Key.Id, "s1", "sha-1.png"));
        }

        Assert.Equal(RefusalCodes.UnknownDocument, (await work.Cohort.CommandAsync(uma, new AnswerReleased(work.Key.Id, "q1", "a1", "Yes", ""))).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await work.ReviewAsync(uma, "s1", isSigned: true)).Refusal?.Code);

        var more = await work.Cohort.DoneAsync(new InviteToCohort("more", "client", 1, 7, [work.ChallengeId]));
        Assert.NotNull(await work.Cohort.RedeemAsync(more.Token!, uma));
        Assert.Equal((1, 1), ((await work.DeskAsync(uma)).Shown.Count, (await work.DeskAsync(uma)).Asked.Count));
        Assert.Equal(2, (await work.Cohort.TodayAsync(uma))!.Challenges.Count);
        Assert.Empty((await work.DeskAsync(ute)).Shown);
    }

    [Theory]
    [InlineData("client", "none", "An invitation names challenges of the cohort, or none for all of them.")]
    [InlineData("client", null, "An invitation names challenges of the cohort, or none for all of them.")]
    [InlineData("learner", "own", "Only what a client or a judge sees can be kept to some challenges.")]
    [InlineData("tutor", "own", "Only what a client or a judge sees can be kept to some challenges.")]
    public async Task Invitation_KeptToChallenges_HasThemAndARoleFromOutside(string role, string? named, string fault)
    {
        var work = await NewAsync(cluster);
        string[] challenges = named is null ? [] : [named == "own" ? work.ChallengeId : named];

        var done = await work.Cohort.CommandAsync(TestCohorts.Tutor, new InviteToCohort("i1", role, 1, 7, challenges));

        Assert.Equal((RefusalCodes.InvalidCommand, fault), (done.Refusal?.Code, done.Refusal?.Message));
        Assert.DoesNotContain((await work.Cohort.GetAsync(TestCohorts.Tutor)).Cohort!.Invitations, static invitation => invitation.InvitationId == "i1");
    }

    [Fact]
    public async Task Copy_HasTheWordsAndNothingElse()
    {
        var work = await NewAsync(cluster);
        var ada = await cluster.ClientAsync(work.Workspace, Ada, Interlocked.Increment(ref _clients));
        var own = $"/api/rooms/{work.Key}/images/sha-1.png";
        await ada.PushAsync(ada.Doc.TransactAndEncode(() =>
        {
            var words = new YXmlText();
            words.Insert(0, "Crossed out. ");
            words.Insert(13, "Come once.", new Dictionary<string, object?> { ["bold"] = true, ["cite"] = new Dictionary<string, object?> { ["resourceId"] = "resource-of-ours" } });
            var paragraph = new YXmlElement("paragraph");
            paragraph.InsertRange(0, [words]);
            ada.Doc.GetXmlFragment("content").InsertRange(0, [paragraph, Image(own), Image("/api/rooms/workspace/another/images/sha-2.png"), Image("https://example.org/x.png")]);
            ((YMap)((YMap)ada.Doc.GetMap("plan").Get("s1")!).Get("owners")!).Set("ada", true);
        }));
        await ada.PushAsync(ada.Doc.TransactAndEncode(() => ((YXmlText)((YXmlElement)ada.Doc.GetXmlFragment("content").Get(0)).Get(0)).Delete(0, 13)));
        await work.SubmitAsync("s1");
        await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 1);

        var read = (await work.ReadAsync(Rosa, "s1")).Document;
        var copy = new YDoc(new YDocOptions { ClientId = 6_999 });
        copy.ApplyUpdate(read);
        var source = new YDoc(new YDocOptions { ClientId = 6_999 });
        source.ApplyUpdate((await work.Workspace.SnapshotAsync(Ada, "f-s1")).Update);

        var text = (YXmlText)((YXmlElement)copy.GetXmlFragment("content").Get(0)).Get(0);
        Assert.Equal("Come once.", text.ToDelta().Single().Content);
        Assert.Equal(["bold"], text.ToDelta().Single().Attributes!.Keys);
        var shown = $"/api/cohorts/{work.Cohort.GetPrimaryKeyString()}/submissions/{work.Key.Id}/s1/images/sha-1.png";
        Assert.Equal([shown, null, "https://example.org/x.png"], copy.GetXmlFragment("content").QuerySelectorAll("image").Select(image => (string?)image.GetAttribute("src")));
        var blocks = source.GetXmlFragment("content").QuerySelectorAll("section").Select(section => section.GetAttribute("kind"));
        Assert.Equal(blocks, copy.GetXmlFragment("content").QuerySelectorAll("section").Select(section => section.GetAttribute("kind")));

        // One author, whom nobody knows, nothing that was deleted, no plan; nor a word of any of it.
        var contents = YUpdate.Inspect(read);
        Assert.DoesNotContain(Assert.Single(contents.Added.Select(range => range.Client).Distinct()), YUpdate.Inspect(source.EncodeStateAsUpdate()).Added.Select(range => range.Client));
        Assert.Empty(contents.Deleted);
        Assert.Empty(copy.GetMap("plan").Keys);
        var bytes = System.Text.Encoding.Latin1.GetString(read);
        Assert.All(["ada", "resource-of-ours", "Crossed", "owners", "another", $"rooms/{work.Key}"], secret => Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal));

        Assert.True(await work.Cohort.ShowsImageAsync(Rosa, work.Key.Id, "s1", "sha-1.png"));
        Assert.True(await work.Cohort.ShowsImageAsync(Jo, work.Key.Id, "s1", "sha-1.png"));
        Assert.False(await work.Cohort.ShowsImageAsync(Rosa, work.Key.Id, "s1", "sha-2.png"));
        Assert.False(await work.Cohort.ShowsImageAsync(TestCohorts.Tutor, work.Key.Id, "s1", "sha-1.png"));

        // It stays as it is, whatever is written later.
        await ada.TypeAsync("later");
        Assert.Equal(read, (await work.ReadAsync(Rosa, "s1")).Document);
    }

    [Fact]
    public async Task Client_AtAnyPartOfTheRoom_IsNobody()
    {
        var work = await NewAsync(cluster);
        await work.SubmitAsync("s1");
        await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 1);
        Assert.Null((await work.ReadAsync(Rosa, "s1")).Refusal);

        foreach (var part in new[] { DocumentParts.Content, DocumentParts.Room, DocumentParts.Snapshot("f-s1"), "submitted-s1" })
        {
            foreach (var caller in new[] { Rosa, Jo })
            {
                Assert.Equal((part, RefusalCodes.UnknownDocument), (part, (await new TestClient(work.Workspace, part, caller, 5).JoinAsync()).Refusal?.Code));
                Assert.Equal((part, RefusalCodes.UnknownDocument), (part, (await work.Workspace.TimelineAsync(caller, part, 0)).Refusal?.Code));
                Assert.Equal((part, RefusalCodes.UnknownDocument), (part, (await work.Workspace.StateAtAsync(caller, part, 1)).Refusal?.Code));
            }
        }

        Assert.Equal(RefusalCodes.UnknownDocument, (await work.Workspace.PeopleAsync(Rosa)).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await work.Workspace.SnapshotAsync(Rosa, "f-s1")).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await new TestClient(work.Workspace, "submitted-s1", Ada, 5).JoinAsync()).Refusal?.Code);
    }

    [Fact]
    public async Task Reading_IsSaidOnce_ByNameOfClients_AndNotOfJudges()
    {
        var work = await NewAsync(cluster);
        await work.SubmitAsync("s1");
        await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 1);
        await work.ReadAsync(Rosa, "s1");
        await work.ReadAsync(Rosa, "s1");
        await work.ReadAsync(Jo, "s1");

        var submission = (Dictionary<string, object?>)(await work.RootAsync("submissions"))["s1"]!;
        Assert.Equal(("f-s1", "Draft s1", "", "ada", null), (submission["snapshotId"], submission["title"], submission["line"], submission["by"], submission["withdrawnAt"]));
        Assert.Equal([("rosa", "client"), (null, "judge")], ((List<object?>)submission["readings"]!).Cast<Dictionary<string, object?>>().Select(reading => ((string?)reading["by"], (string)reading["role"]!)));
        var people = (await work.Workspace.PeopleAsync(Ada)).People;
        Assert.Equal(("Rosa Bianchi", Right.None), people.Single(person => person.PersonId == "rosa") is var rosa ? (rosa.Name, rosa.Right) : default);
        Assert.DoesNotContain(people, static person => person.PersonId == "jo");
        Assert.DoesNotContain((await work.Workspace.TimelineAsync(Ada, DocumentParts.Room, 0)).Entries, static entry => entry.PersonId is "jo" or "rosa");

        // Its tutor sees who read it.
        var lane = (await work.Cohort.GetAsync(TestCohorts.Tutor)).Cohort!.Challenges.Single().Work.Single(group => group.GroupId == "one").Progress!.Client;
        Assert.Equal([("rosa", CohortRole.Client), ("jo", CohortRole.Judge)], lane.Submissions.Single().Readings.Select(static reading => (reading.PersonId, reading.Role)));
        Assert.Empty((await work.Cohort.GetAsync(Ada)).Cohort!.Challenges.Single().Work.Single().Progress!.Client.Submissions);
    }

    [Fact]
    public async Task Withdrawn_CannotBeRead_AndWhatWasReadIsRemembered()
    {
        var work = await NewAsync(cluster);
        await work.SubmitAsync("s1", "A line");
        await work.SubmitAsync("s2");
        await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 2);
        Assert.Equal(["s2", "s1"], (await work.DeskAsync(Rosa)).Shown.Select(static shown => shown.SubmissionId));
        Assert.Equal([true, false], (await work.DeskAsync(Rosa)).Shown.Select(static shown => shown.IsLatest));
        await work.ReadAsync(Rosa, "s2");
        await work.DoAsync(new WithdrawSubmission("s2"), RoomCluster.Bea);

        // At once, whatever the cohort has heard.
        Assert.Equal(RefusalCodes.UnknownDocument, (await work.ReadAsync(Rosa, "s2")).Refusal?.Code);
        Assert.False(await work.Workspace.ShowsImageAsync("s2", "x"));
        var desk = await work.DeskAsync(Rosa, static desk => desk.Shown[0].WithdrawnAt is not null);
        Assert.Equal(("", "", true, false), (desk.Shown[0].Title, desk.Shown[0].Line, desk.Shown[0].ReadAt is not null, desk.Shown[0].IsLatest));
        Assert.True(desk.Shown[1].IsLatest);
        Assert.Null((await work.DeskAsync(Marco)).Shown[0].ReadAt);

        var submission = (Dictionary<string, object?>)(await work.RootAsync("submissions"))["s2"]!;
        Assert.Equal("bea", submission["withdrawnBy"]);
        Assert.Single((List<object?>)submission["readings"]!);
        Assert.Contains("taken back already", await work.FaultAsync(new WithdrawSubmission("s2")), StringComparison.Ordinal);

        // The same draft may be shown again.
        await work.DoAsync(new SubmitSnapshot("s3", "f-s2", ""));
    }

    [Fact]
    public async Task Role_Lost_TakesTheSightAtOnce()
    {
        var work = await NewAsync(cluster);
        await work.SubmitAsync("s1");
        await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 1);
        Assert.Null((await work.ReadAsync(Rosa, "s1")).Refusal);

        await work.Cohort.DoneAsync(new SetCohortRole("rosa", "none"));
        await work.Cohort.DoneAsync(new SetCohortRole("jo", "learner"));

        Assert.Equal(RefusalCodes.UnknownDocument, (await work.ReadAsync(Rosa, "s1")).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await work.ReadAsync(Jo, "s1")).Refusal?.Code);
        Assert.Null(await work.Cohort.TodayAsync(Rosa));
        Assert.Null((await work.Cohort.TodayAsync(Jo))!.Desk);
        Assert.Null((await work.ReadAsync(Marco, "s1")).Refusal);
    }

    [Fact]
    public async Task R9_Review_IsTheClientsOfTheLatest_AndMayBeSaidAnew()
    {
        var work = await NewAsync(cluster);
        await work.SubmitAsync("s1");
        await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 1);
        Assert.Contains("Read it before", (await work.ReviewAsync(Rosa, "s1", true)).Refusal!.Message, StringComparison.Ordinal);
        await work.ReadAsync(Rosa, "s1");
        await work.ReadAsync(Jo, "s1");
        Assert.Equal(RefusalCodes.NoRight, (await work.ReviewAsync(Jo, "s1", true)).Refusal!.Code);
        Assert.Equal(RefusalCodes.NoRight, (await work.ReviewAsync(Ada, "s1", true)).Refusal!.Code);
        Assert.Contains("request for changes has 1 to", (await work.ReviewAsync(Rosa, "s1", false, " ")).Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("at most 4000", (await work.ReviewAsync(Rosa, "s1", true, new string('x', 4_001))).Refusal!.Message, StringComparison.Ordinal);

        Assert.Null((await work.ReviewAsync(Rosa, "s1", false, " Shorter, please ")).Refusal);
        var before = (await work.Workspace.TimelineAsync(Ada, DocumentParts.Room, 0)).Entries.Count;
        Assert.Null((await work.ReviewAsync(Rosa, "s1", false, "Shorter, please")).Refusal);
        Assert.Equal(before, (await work.Workspace.TimelineAsync(Ada, DocumentParts.Room, 0)).Entries.Count);
        Assert.Null((await work.ReviewAsync(Rosa, "s1", true)).Refusal);

        var review = (Dictionary<string, object?>)((Dictionary<string, object?>)(await work.RootAsync("submissions"))["s1"]!)["review"]!;
        Assert.Equal(("rosa", true, ""), (review["by"], review["signed"], review["text"]));
        Assert.Equal(("Rosa Bianchi", true), (await work.DeskAsync(Marco)).Shown[0].Verdict is { } verdict ? (verdict.Name, verdict.IsSigned) : default);
        Assert.Null((await work.DeskAsync(Jo)).Shown[0].Verdict);

        await work.SubmitAsync("s2");
        Assert.Contains("something newer", (await work.ReviewAsync(Rosa, "s1", false, "Too late")).Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submission_ThatIsNotValid_IsNamed_AndRefused()
    {
        var work = await NewAsync(cluster);
        await work.DoAsync(new FreezeSnapshot("f1", "Draft"));
        Assert.Contains("no such snapshot", await work.FaultAsync(new SubmitSnapshot("s1", "f9", "")), StringComparison.Ordinal);
        Assert.Contains("An id has", await work.FaultAsync(new SubmitSnapshot("a/b", "f1", "")), StringComparison.Ordinal);
        Assert.Contains("line to the client has at most 1000", await work.FaultAsync(new SubmitSnapshot("s1", "f1", new string('x', 1_001))), StringComparison.Ordinal);
        Assert.Contains("no such submission", await work.FaultAsync(new WithdrawSubmission("s1")), StringComparison.Ordinal);
        await work.DoAsync(new SubmitSnapshot("s1", "f1", ""));
        Assert.Contains("has this snapshot already", await work.FaultAsync(new SubmitSnapshot("s2", "f1", "")), StringComparison.Ordinal);
        await work.DoAsync(new FreezeSnapshot("f2", "Draft"));
        Assert.Contains("of this id already", await work.FaultAsync(new SubmitSnapshot("s1", "f2", "")), StringComparison.Ordinal);

        Assert.Equal(RefusalCodes.NoRight, (await work.Workspace.CommandAsync(RoomCluster.Command(TestCohorts.Tutor, new SubmitSnapshot("s2", "f2", "")))).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await work.Workspace.CommandAsync(RoomCluster.Command(Rosa, new SubmitSnapshot("s2", "f2", "")))).Refusal?.Code);
        var own = await cluster.WorkspaceAsync();
        Assert.Null((await own.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new FreezeSnapshot("f1", "Draft")))).Refusal);
        Assert.Contains("Only a cohort", (await own.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SubmitSnapshot("s1", "f1", "")))).Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmissionsMax_IsALimit()
    {
        var before = cluster.Options;
        cluster.Options = before with { SubmissionsMax = 1 };
        await cluster.RestartAsync();
        var work = await NewAsync(cluster);
        await work.SubmitAsync("s1");
        await work.DoAsync(new FreezeSnapshot("f2", "Draft"));
        Assert.Contains("There are 1 already", await work.FaultAsync(new SubmitSnapshot("s2", "f2", "")), StringComparison.Ordinal);
        cluster.Options = before;
        await cluster.RestartAsync();
    }

    [Fact]
    public async Task Desk_RebuiltFromTheRooms_IsAsItWasLive()
    {
        var work = await NewAsync(cluster);
        await work.SubmitAsync("s1", "A line");
        await work.SubmitAsync("s2");
        await work.DoAsync(new AskQuestion("q1", "s1", "", "May we name the street?"));
        await work.DoAsync(new ReleaseQuestion("q1", Askable.Client, "the street"));
        await work.DeskAsync(Rosa, static desk => desk is { Shown.Count: 2, Asked.Count: 1 });
        await work.ReadAsync(Rosa, "s2");
        Assert.Null((await work.ReviewAsync(Rosa, "s2", false, "Shorter")).Refusal);
        await work.Cohort.DoneAsync(new AnswerReleased(work.Key.Id, "q1", "a1", "Yes", "https://example.org"), Rosa);
        await work.DoAsync(new WithdrawSubmission("s1"));
        var live = await work.DeskAsync(Rosa, static desk => desk.Shown[1].WithdrawnAt is not null);

        await work.Workspace.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        await work.Cohort.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

        Assert.Equal(Words(live), Words(await work.DeskAsync(Rosa)));
        Assert.Null((await work.ReadAsync(Rosa, "s2")).Refusal);

        static string Words(ClientDesk desk) => System.Text.Json.JsonSerializer.Serialize(desk);
    }

    [Fact]
    public async Task Submission_WhoseStoreFails_IsNotThere_AndTheNextTryIsWhole()
    {
        var work = await NewAsync(cluster);
        await work.DoAsync(new FreezeSnapshot("f1", "Draft"));
        var room = work.Key.Document(DocumentParts.Room);
        cluster.Journal.Break(room, static () => new JournalUnavailableException("no disk", null));
        var submit = RoomCluster.Command(Ada, new SubmitSnapshot("s1", "f1", ""), "once");
        Assert.Equal(RefusalCodes.StorageUnavailable, (await work.Workspace.CommandAsync(submit)).Refusal?.Code);
        cluster.Journal.Heal(room);
        Assert.Equal(RefusalCodes.UnknownDocument, (await work.Workspace.ReadSubmissionAsync(Rosa, CohortRole.Client, "s1")).Refusal?.Code);

        Assert.Null((await work.Workspace.CommandAsync(submit)).Refusal);
        Assert.Null((await work.Workspace.CommandAsync(submit)).Refusal);
        await work.DeskAsync(Rosa, static desk => desk.Shown.Count == 1);

        // What cannot be written down as read is not read.
        cluster.Journal.Break(room, static () => new JournalUnavailableException("no disk", null));
        Assert.Equal((RefusalCodes.StorageUnavailable, 0), (await work.ReadAsync(Rosa, "s1")) is var reply ? (reply.Refusal?.Code, reply.Document.Length) : default);
        cluster.Journal.Heal(room);
        Assert.Null((await work.ReadAsync(Rosa, "s1")).Refusal);
    }

    private static YXmlElement Image(string src)
    {
        var image = new YXmlElement("image");
        image.SetAttribute("src", src);
        return image;
    }
}
