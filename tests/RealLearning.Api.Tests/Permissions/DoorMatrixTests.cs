using System.Text;
using RealLearning.Api.Tests.Clients;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Every role at every document, to read and to write, live and in a sync reply, on every door, by cookie and with a token.</summary>
public sealed class DoorMatrixTests(Cast cast) : IClassFixture<Cast>, IMatrix
{
    /// <inheritdoc/>
    public static int Cases => 2 * Enum.GetValues<Way>().Length * OfAWay;

    private static int OfAWay => Paper.All.Count * Cast.Everybody.Count * 2;

    public static IEnumerable<TheoryDataRow<Way, bool>> Ways => Enum.GetValues<Way>().SelectMany(static way => new TheoryDataRow<Way, bool>[] { new(way, false), new(way, true) });

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task EveryRole_AtEveryDocument_ReadsAndWritesAsTheirRightAllows(Way way, bool asReply)
    {
        var (cases, wrong) = (0, new List<string>());
        foreach (var paper in Paper.All)
        {
            var (document, written, refused) = (paper.NameFor(cast), new List<int>(), new List<int>());
            foreach (var who in Cast.Everybody)
            {
                cases += 2;
                await using var line = await DoorLine.OpenAsync(cast, who, document, way);
                var client = DoorLine.NewClient();
                var isTaken = await line.WriteAsync(client, asReply);
                (isTaken ? written : refused).Add(client);
                if ((line.IsIn, isTaken) != (paper.RightOf(who) >= Right.Observe, paper.Part == "content" && paper.RightOf(who) >= Right.Edit))
                {
                    wrong.Add($"{who} at {paper}: reads {line.IsIn}, writes {isTaken}");
                }
            }

            // What was refused is not there, whatever its sender was told.
            var text = await TextAsync(document);
            wrong.AddRange(refused.Where(client => text.Contains(DoorLine.WordsOf(client), StringComparison.Ordinal)).Select(client => $"{client} in {paper}"));
            Assert.All(written, client => Assert.Contains(DoorLine.WordsOf(client), text, StringComparison.Ordinal));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(OfAWay, cases);
    }

    private async Task<string> TextAsync(string document)
    {
        await using var hub = await HubClient.ConnectByCookieAsync(cast.Server, cast.CookiesOf(Who.Learner));
        var joined = await hub.JoinAsync(document);
        return Encoding.Latin1.GetString(joined.Update ?? []);
    }
}
