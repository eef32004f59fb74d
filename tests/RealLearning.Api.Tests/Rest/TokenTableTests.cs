using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Rest;

/// <summary>What a token opens, endpoint by endpoint. A new endpoint needs a row here; without <c>TakesTokens</c> it is closed.</summary>
public sealed partial class TokenTableTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly Dictionary<string, Opens> Table = new()
    {
        ["GET /api/me"] = Opens.Always,
        ["GET /api/documents/{kind}/{id}/{part}/timeline"] = Opens.ForItsDocument,
        ["GET /api/documents/{kind}/{id}/{part}/authors"] = Opens.ForItsDocument,
        ["GET /api/documents/{kind}/{id}/{part}/at/{sequence:long:min(0)}"] = Opens.ForItsDocument,

        // The doors ask at each document.
        ["ANY /live"] = Opens.Always,
        ["GET /openapi/v1.json"] = Opens.Always,
        ["ANY /live/negotiate"] = Opens.Always,
        ["ANY /yjs/{**document}"] = Opens.Always,

        ["POST /api/documents/{kind}/{id}/{part}/exports"] = Opens.Never,
        ["POST /api/sign-out"] = Opens.Never,
        ["POST /api/sign-out/elsewhere"] = Opens.Never,
        ["POST /api/sign-in"] = Opens.Never,
        ["POST /api/accounts"] = Opens.Never,
        ["POST /api/sign-in/passkey"] = Opens.Never,
        ["POST /api/sign-in/passkey/challenge"] = Opens.Never,
        ["GET /api/sign-in"] = Opens.Never,
        ["POST /api/password/forgotten"] = Opens.Never,
        ["POST /api/password/look"] = Opens.Never,
        ["POST /api/password/reset"] = Opens.Never,
        ["POST /api/site/people/{id}/password-link"] = Opens.Never,
        ["POST /api/passkeys"] = Opens.Never,
        ["POST /api/passkeys/challenge"] = Opens.Never,
        ["PUT /api/passkeys/{id}"] = Opens.Never,
        ["DELETE /api/passkeys/{id}"] = Opens.Never,
        ["GET /api/account"] = Opens.Never,
        ["POST /api/account/email"] = Opens.Never,
        ["POST /api/account/email/confirm"] = Opens.Never,
        ["GET /api/sign-in/openid/{id}"] = Opens.Never,
        ["POST /api/account/logins/{id}"] = Opens.Never,
        ["DELETE /api/account/logins/{id}"] = Opens.Never,
        ["POST /api/password"] = Opens.Never,
        ["POST /api/invitations/look"] = Opens.Never,
        ["POST /api/invitations/redeem"] = Opens.Never,
        ["GET /api/site"] = Opens.Never,
        ["POST /api/site/invitations"] = Opens.Never,
        ["DELETE /api/site/invitations/{id}"] = Opens.Never,
        ["POST /api/site/people/{id}/block"] = Opens.Never,
        ["GET /api/audit"] = Opens.Never,
        ["POST /api/token"] = Opens.Never,
        ["GET /api/challenges"] = Opens.Never,
        ["POST /api/challenges"] = Opens.Never,
        ["GET /api/challenges/{id}"] = Opens.Never,
        ["GET /api/challenges/{id}/needs"] = Opens.Never,
        ["PUT /api/challenges/{id}"] = Opens.Never,
        ["POST /api/challenges/{id}/versions"] = Opens.Never,
        ["PUT /api/challenges/{id}/shared"] = Opens.Never,
        ["POST /api/cohorts"] = Opens.Never,
        ["GET /api/cohorts/{id}"] = Opens.Never,
        ["POST /api/cohorts/{id}/commands"] = Opens.Never,
        ["POST /api/cohorts/{id}/rooms"] = Opens.Never,
        ["GET /api/cohorts/{id}/submissions/{workspace}/{submission}"] = Opens.Never,
        ["GET /api/cohorts/{id}/submissions/{workspace}/{submission}/images/{name}"] = Opens.Never,
        ["GET /api/today"] = Opens.Never,
        ["GET /api/confidence"] = Opens.Never,
        ["PUT /api/confidence"] = Opens.Never,
        ["PUT /api/confidence/share"] = Opens.Never,
        ["GET /api/cohorts/{id}/confidence"] = Opens.Never,
        ["GET /api/demonstration"] = Opens.Never,
        ["POST /api/demonstration"] = Opens.Never,
        ["GET /api/rooms"] = Opens.Never,
        ["POST /api/rooms"] = Opens.Never,
        ["GET /api/rooms/{kind}/{id}"] = Opens.Never,
        ["POST /api/rooms/{kind}/{id}/redeem"] = Opens.Never,
        ["GET /api/rooms/{kind}/{id}/people"] = Opens.Never,
        ["GET /api/rooms/{kind}/{id}/voice"] = Opens.Never,
        ["POST /api/rooms/{kind}/{id}/commands"] = Opens.Never,
        ["POST /api/rooms/{kind}/{id}/images"] = Opens.Never,
        ["GET /api/rooms/{kind}/{id}/images/{name}"] = Opens.Never,

        // For anybody, and so for nobody with a token.
        ["ANY /healthz"] = Opens.Never,
    };

    private enum Opens
    {
        Never,
        ForItsDocument,
        Always,
    }

    [Fact]
    public async Task EveryEndpoint_WithAToken_OpensAsTheTableSays()
    {
        using var anna = await fixture.Server.PersonAsync("Anna");
        var (own, other) = (await anna.CreateRoomAsync(), await anna.CreateRoomAsync());
        using var program = await TokenApiTests.ProgramAsync(anna, own + "/content", "edit");
        var endpoints = fixture.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>().ToDictionary(NameOf);
        Assert.Equal(Table.Keys.Order(), endpoints.Keys.Order());

        foreach (var (name, opens) in Table)
        {
            using var ofOwn = await SendAsync(program, name, own);
            using var ofOther = await SendAsync(program, name, other);

            Assert.Equal((name, opens == Opens.Never), (name, await IsClosedAsync(ofOwn)));
            Assert.Equal((name, opens == Opens.Never), (name, await IsClosedAsync(ofOther)));
            if (opens == Opens.ForItsDocument)
            {
                Assert.Equal((name, HttpStatusCode.OK), (name, ofOwn.StatusCode));
                await RoomApiTests.AssertProblemAsync(ofOther, HttpStatusCode.NotFound, "unknown-document");
            }
        }
    }

    /// <summary>What has no methods of its own, or serves the app's page, is asked with GET.</summary>
    internal static string NameOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return $"{(methods.Count == 1 ? methods[0] : "ANY")} {endpoint.RoutePattern.RawText!.TrimEnd('/')}";
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient program, string name, string room)
    {
        var (method, pattern) = (name.Split(' ')[0], name.Split(' ')[1]);
        var path = Parameter().Replace(pattern.Replace("{kind}/{id}", room, StringComparison.Ordinal), found => found.Groups[1].Value switch
        {
            "part" => "content",
            "sequence" => "1",
            _ => "x",
        });
        return program.SendAsync(new HttpRequestMessage(new HttpMethod(method == "ANY" ? "GET" : method), "/" + path.TrimStart('/'))
        {
            // An endpoint with a body is not found without one, and so would be closed whatever it says.
            Content = method is "POST" or "PUT" ? JsonContent.Create(new { }) : null,
        });
    }

    private static async Task<bool> IsClosedAsync(HttpResponseMessage reply)
    {
        if (reply.StatusCode != HttpStatusCode.Forbidden)
        {
            return false;
        }

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.Forbidden, "no-right");
        return true;
    }

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
