using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using static RealLearning.Api.Tests.Permissions.Who;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Every role at every document, to read and to write, on every door and with a token.</summary>
public sealed class DoorMatrixTests(Cast cast) : IClassFixture<Cast>
{
    private static int s_clients = 7_000;

    private sealed record Document(string Name, Who Writes, Who Reads = GroupOne | Tutor);

    private IReadOnlyList<Document> Documents =>
    [
        new($"{cast.Workspace}/content", GroupOne),
        new($"{cast.Workspace}/room", None),
        new($"{cast.Workspace}/snapshot-f1", None),

        // A client's copy is behind no door at all.
        new($"{cast.Workspace}/submitted-s1", None, None),
        new($"{cast.Space}/content", GroupOne),
        new($"{cast.Space}/room", None),
        new($"{cast.Session}/content", GroupOne),
        new($"{cast.Session}/room", None),
        new($"{cast.Session}/work", None),
    ];

    [Fact]
    public Task Yjs_ByCookie() => AllAsync(async (who, document) =>
    {
        using var reader = await RawYjsClient.ConnectByCookieAsync(cast.Server, document, cast.CookiesOf(who));
        return await ReadAndWriteAsync(reader);
    });

    [Fact]
    public Task Yjs_ByTokenOfOneDocument() => AllAsync(async (who, document) =>
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cast.CookiesOf(who) }) { BaseAddress = cast.Server.Address };
        var token = await TokenAsync(http, document, "edit") ?? await TokenAsync(http, document, "comment") ?? await TokenAsync(http, document, "observe");
        if (token is null)
        {
            return (false, false);
        }

        using var client = await RawYjsClient.ConnectAsync(cast.Server, document, byToken: token);
        foreach (var other in Documents.Where(other => other.Name != document))
        {
            using var elsewhere = await RawYjsClient.ConnectAsync(cast.Server, other.Name, byToken: token);
            Assert.Equal((who, other.Name, 4404), (who, other.Name, (await elsewhere.ClosedAsync()).Code));
        }

        return await ReadAndWriteAsync(client);
    });

    [Fact]
    public Task Hub_ByCookie() => AllAsync(async (who, document) =>
    {
        if (who == Nobody)
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => HubClient.ConnectByCookieAsync(cast.Server, cast.CookiesOf(who)));
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
            return (false, false);
        }

        await using var hub = await HubClient.ConnectByCookieAsync(cast.Server, cast.CookiesOf(who));
        if ((await hub.JoinAsync(document)).Refusal is { } refusal)
        {
            Assert.Equal((who, "unknown-document"), (who, refusal.Code));
            return (false, false);
        }

        await hub.PushAsync(document, 1, TestUpdates.First(Interlocked.Increment(ref s_clients), "x"));
        var answer = await hub.NextEitherAsync("Saved", "Refused");
        Assert.True(answer.Method == "Saved" || answer.Code == "no-right", answer.Code);
        return (true, answer.Method == "Saved");
    });

    private async Task AllAsync(Func<Who, string, Task<(bool Reads, bool Writes)>> tryAsync)
    {
        var (cases, wrong) = (0, new List<string>());
        foreach (var document in Documents)
        {
            foreach (var who in Cast.Everybody)
            {
                cases += 2;
                var did = await tryAsync(who, document.Name);
                if (did != (document.Reads.HasFlag(who), document.Writes.HasFlag(who)))
                {
                    wrong.Add($"{who} at {document.Name}: {did}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(Documents.Count * Cast.Everybody.Count * 2, cases);
    }

    /// <summary>Asks for the document, then writes, and sees whether the line goes on.</summary>
    private static async Task<(bool Reads, bool Writes)> ReadAndWriteAsync(RawYjsClient client)
    {
        if (await client.AnswerAsync([0]) is null)
        {
            Assert.True((await client.ClosedAsync()).Code is 4401 or 4404);
            return (false, false);
        }

        var id = Interlocked.Increment(ref s_clients);
        await client.UpdateAsync(TestUpdates.First(id, $"written by {id}"));
        while (true)
        {
            // Taken: what one is sent has it. Refused: the line is closed, perhaps after another answer.
            if (await client.AnswerAsync([0]) is not { } state)
            {
                Assert.Equal(4403, (await client.ClosedAsync()).Code);
                return (true, false);
            }

            if (System.Text.Encoding.Latin1.GetString(state).Contains($"written by {id}", StringComparison.Ordinal))
            {
                return (true, true);
            }
        }
    }

    private static async Task<string?> TokenAsync(HttpClient http, string document, string right)
    {
        using var reply = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(http, "/api/token", new { document, right, minutes = 1 });
        return reply.IsSuccessStatusCode ? (await Person.JsonAsync(reply, System.Net.HttpStatusCode.OK)).GetProperty("token").GetString() : null;
    }
}
