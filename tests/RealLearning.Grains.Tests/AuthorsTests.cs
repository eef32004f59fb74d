using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Who wrote what, and what it survives.</summary>
public sealed class AuthorsTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Words_AreTheirAuthors_AndThePageThatATextBeginsWithIsTheRooms()
    {
        var room = await SharedAsync("authors-plain");
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 101);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 102);
        await ada.TypeAsync("hers ");
        await bea.PullAsync();
        await bea.TypeAsync("and mine");

        Assert.Equal("verified ada: hers | verified bea: and mine", await ToldAsync(room));
        var reply = await room.AuthorsAsync(RoomCluster.Ada, DocumentParts.Content);
        Assert.Single(reply.Authors, static author => author is { Standing: AuthorStanding.Server, PersonId: null, BroughtBy: null });
        Assert.True(reply.IsWhole);
        Assert.Equal(3, reply.Sequence);
    }

    [Fact]
    public async Task TwoTabs_ALineThatCameBack_AndWordsWrittenWithoutOne_AreTheSamePersons()
    {
        var room = await SharedAsync("authors-tabs");
        var first = await cluster.ClientAsync(room, RoomCluster.Ada, 111);
        var second = await cluster.ClientAsync(room, RoomCluster.Ada, 112);
        await first.TypeAsync("tab one, ");
        await second.PullAsync();
        await second.TypeAsync("tab two, ");

        await first.PullAsync();
        await room.LeaveAsync(first.Part, first.SessionId);
        var offline = first.Write("in a tunnel");
        var again = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 119) { Doc = first.Doc };
        await again.JoinAsync();
        Assert.Null((await again.PushAsync(offline)).Refusal);

        Assert.Equal("verified ada: tab one, tab two, in a tunnel", await ToldAsync(room));
    }

    [Fact]
    public async Task SharedBrowser_SecondPersonBringsWhatTheFirstLeft_NotVerifiedUntilTheFirstSendsIt()
    {
        var room = await SharedAsync("authors-browser");
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 121);
        await ada.TypeAsync("sent, ");
        var left = ada.Write("left, ");
        var later = ada.Write("later");
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 122);
        Assert.Equal(RefusalCodes.ForeignClientId, (await bea.PushAsync(left)).Refusal?.Code);
        Assert.Null((await bea.ReplyAsync(left)).Refusal);
        Assert.Null((await bea.ReplyAsync(later)).Refusal);

        Assert.Equal("verified ada: sent, | relayed ada by bea: left, later", await ToldAsync(room));
        Assert.Null((await ada.PushAsync(left)).Refusal);
        Assert.Equal("verified ada: sent, left, | relayed ada by bea: later", await ToldAsync(room));
        Assert.Null((await ada.PushAsync(later)).Refusal);
        Assert.Equal("verified ada: sent, left, later", await ToldAsync(room));
    }

    [Fact]
    public async Task Neighbour_BringsBackWhatACrashLost_NobodysUntilItsAuthorComes()
    {
        var room = await SharedAsync("authors-crash");
        var lost = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 131).Write("lost words");
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 132);
        Assert.Null((await bea.ReplyAsync(lost)).Refusal);
        Assert.Equal("relayed nobody by bea: lost words", await ToldAsync(room));

        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 139);
        Assert.Null((await ada.PushAsync(lost)).Refusal);
        Assert.Equal("verified ada: lost words", await ToldAsync(room));
    }

    [Theory]
    [InlineData(4_000)]
    [InlineData(3)]
    public async Task WhoWroteWhat_SurvivesCompactionAndARestart(int compactAfterRecords)
    {
        cluster.Options = cluster.Options with { CompactAfterRecords = compactAfterRecords };
        await cluster.RestartAsync();
        var id = $"authors-restart-{compactAfterRecords}";
        var room = await SharedAsync(id);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 141);
        for (var i = 0; i < 10; i++)
        {
            await ada.UntilSavedAsync(await ada.TypeAsync($"{i} "));
        }

        var left = ada.Write("left");
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 142);
        await bea.UntilSavedAsync(await bea.ReplyAsync(left));
        await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new FreezeSnapshot("s1", "Draft")));
        var before = await room.AuthorsAsync(RoomCluster.Ada, DocumentParts.Content);
        Assert.Equal([AuthorStanding.Verified, AuthorStanding.Server, AuthorStanding.Relayed], before.Authors.Select(static author => author.Standing).Order());

        await cluster.RestartAsync();
        room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(id);
        var after = await room.AuthorsAsync(RoomCluster.Ada, DocumentParts.Content);
        Assert.Equal(before.Authors.Select(Line), after.Authors.Select(Line));
        Assert.Equal("verified ada: 0 1 2 3 4 5 6 7 8 9 | relayed ada by bea: left", await ToldAsync(room));

        // A frozen copy has the ids of what it is a copy of.
        var frozen = await room.AuthorsAsync(RoomCluster.Bea, DocumentParts.Snapshot("s1"));
        Assert.Equal(before.Authors.Select(Line), frozen.Authors.Select(Line));
    }

    [Fact]
    public async Task WhatIsUndoneAndDoneAgain_OrPasted_IsWhoseHandItWas()
    {
        var room = await SharedAsync("authors-undo");
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 152);
        await bea.TypeAsync("Bea's words. ");
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 151);
        var text = ada.Doc.GetText("t");
        using var undo = new YUndoManager([text]);
        var sent = ada.Doc.EncodeStateVector();
        ada.Write("Ada's. ");
        undo.Undo();
        undo.Redo();
        ada.Write("Bea's words. ");
        Assert.Null((await ada.PushAsync(ada.Doc.EncodeStateAsUpdate(sent))).Refusal);

        Assert.Equal("verified bea: Bea's words. | verified ada: Ada's. Bea's words.", await ToldAsync(room));
    }

    [Fact]
    public async Task WhatIsNoLongerThere_IsNobodys_AndBeyondTheLimitItIsSaid()
    {
        cluster.Options = cluster.Options with { AuthorRangesMax = 3 };
        await cluster.RestartAsync();
        var room = await SharedAsync("authors-limit");
        var gone = await cluster.ClientAsync(room, RoomCluster.Bea, 160);
        await gone.TypeAsync("gone");
        await gone.PushAsync(gone.Doc.TransactAndEncode(() => gone.Doc.GetText("t").Delete(0, 4)));
        for (var i = 1; i <= 2; i++)
        {
            await (await cluster.ClientAsync(room, RoomCluster.Ada, 160 + i)).TypeAsync($"{i}");
        }

        var told = await room.AuthorsAsync(RoomCluster.Ada, DocumentParts.Content);
        Assert.DoesNotContain(told.Authors, static author => author.PersonId == "bea");
        Assert.True(told.IsWhole);

        await (await cluster.ClientAsync(room, RoomCluster.Ada, 163)).TypeAsync("3");
        told = await room.AuthorsAsync(RoomCluster.Ada, DocumentParts.Content);
        Assert.False(told.IsWhole);
        Assert.Equal(3 * 3, told.Authors.Sum(static author => author.Ranges.Length));
    }

    [Fact]
    public async Task WhoMayNotRead_IsNotTold_AndOfOtherPartsNothingIsRecorded()
    {
        var room = await SharedAsync("authors-rights");
        Assert.Equal(RefusalCodes.UnknownDocument, (await room.AuthorsAsync(RoomCluster.Cyd, DocumentParts.Content)).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await room.AuthorsAsync(RoomCluster.Ada, DocumentParts.Snapshot("none"))).Refusal?.Code);
        Assert.Equal(RefusalCodes.InvalidCommand, (await room.AuthorsAsync(RoomCluster.Ada, DocumentParts.Room)).Refusal?.Code);
    }

    private async Task<IChallengeWorkspaceGrain> SharedAsync(string id)
    {
        var room = await cluster.WorkspaceAsync(id);
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        return room;
    }

    private static string Line(AuthoredRanges author) => $"{author.Standing} {author.PersonId} {author.BroughtBy} {string.Join(' ', author.Ranges)}";

    /// <summary>The text, each author's words in a row, by what the room says.</summary>
    private static async Task<string> ToldAsync(IRoomGrain room)
    {
        var reader = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 999);
        await reader.JoinAsync();
        await reader.PullAsync();
        await room.LeaveAsync(reader.Part, reader.SessionId);
        var authors = (await room.AuthorsAsync(RoomCluster.Ada, DocumentParts.Content)).Authors;
        var told = new List<(string Who, string Words)>();
        foreach (var run in reader.Doc.ReadText(reader.Doc.GetText("t")))
        {
            for (var i = 0; i < run.Text.Length; i++)
            {
                var who = Who(authors, run.Range.Client, run.Range.Clock + i);
                if (told.Count > 0 && told[^1].Who == who)
                {
                    told[^1] = (who, told[^1].Words + run.Text[i]);
                }
                else
                {
                    told.Add((who, $"{run.Text[i]}"));
                }
            }
        }

        return string.Join(" | ", told.Select(static part => $"{part.Who}: {part.Words.Trim()}"));
    }

    private static string Who(IReadOnlyList<AuthoredRanges> authors, long client, long clock)
    {
        foreach (var author in authors)
        {
            for (var i = 0; i < author.Ranges.Length; i += 3)
            {
                if (author.Ranges[i] == client && author.Ranges[i + 1] <= clock && clock < author.Ranges[i + 1] + author.Ranges[i + 2])
                {
                    return author.Standing == AuthorStanding.Relayed ? $"relayed {author.PersonId ?? "nobody"} by {author.BroughtBy}" : $"{author.Standing.ToString().ToLowerInvariant()} {author.PersonId}";
                }
            }
        }

        return "unknown";
    }
}
