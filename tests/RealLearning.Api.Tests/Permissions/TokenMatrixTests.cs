using System.Net;
using System.Net.Http.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Every role asks for a token of every right for every document, and tries at both doors what it opens.</summary>
public sealed class TokenMatrixTests(Cast cast) : IClassFixture<Cast>, IMatrix
{
    private static readonly Right[] s_rights = [Right.Observe, Right.Comment, Right.Edit];

    /// <inheritdoc/>
    public static int Cases => Paper.All.Count * s_rights.Length * Cast.Everybody.Count;

    [Fact]
    public async Task EveryRole_ForEveryDocument_GetsATokenOfTheirRightAtMost_WhichOpensItAlone()
    {
        var (cases, wrong) = (0, new List<string>());
        foreach (var paper in Paper.All)
        {
            foreach (var right in s_rights)
            {
                foreach (var who in Cast.Everybody)
                {
                    cases++;
                    var body = new { document = paper.NameFor(cast), right = RightNames.Of(right), minutes = 1 };
                    var code = await new Asking(cast).RefusalAsync(who, HttpMethod.Post, "/api/token", body);
                    var expected = who == Who.Nobody ? "not-signed-in" : paper.RightOf(who) == Right.None ? "unknown-document" : paper.RightOf(who) < right ? "no-right" : null;
                    if (code != expected || (code is null && !await OpensAsync(paper, right, who)))
                    {
                        wrong.Add($"{who} asks to {right} {paper}: {code ?? "got it"}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(Cases, cases);
    }

    /// <summary>A token, or null.</summary>
    internal static async Task<string?> TokenAsync(HttpClient http, string document, string right)
    {
        using var reply = await http.PostAsJsonAsync("/api/token", new { document, right, minutes = 1 });
        return reply.IsSuccessStatusCode ? (await Person.JsonAsync(reply, HttpStatusCode.OK)).GetProperty("token").GetString() : null;
    }

    /// <summary>That the token gives its right, in its document alone.</summary>
    private async Task<bool> OpensAsync(Paper paper, Right right, Who who)
    {
        using var http = cast.Http(who);
        var (document, token) = (paper.NameFor(cast), await TokenAsync(http, paper.NameFor(cast), RightNames.Of(right)));
        await using var hub = await HubClient.ConnectAsync(cast.Server, byToken: token);
        foreach (var other in Paper.All.Where(other => other != paper))
        {
            Assert.Equal((who, $"{other}", "unknown-document"), (who, $"{other}", (await hub.JoinAsync(other.NameFor(cast))).Refusal?.Code));
            using var elsewhere = await RawYjsClient.ConnectAsync(cast.Server, other.NameFor(cast), byToken: token);
            Assert.Equal((who, $"{other}", 4404), (who, $"{other}", (await elsewhere.ClosedAsync()).Code));
        }

        var joined = await hub.JoinAsync(document);
        await hub.PushAsync(document, 1, TestUpdates.First(DoorLine.NewClient(), "by a token"));
        var answer = await hub.NextEitherAsync("Saved", "Refused");
        return joined.Right == RightNames.Of(right) && answer.Method == (right == Right.Edit ? "Saved" : "Refused") && answer.Code == (right == Right.Edit ? "" : "no-right");
    }
}
