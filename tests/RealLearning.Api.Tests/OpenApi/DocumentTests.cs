using System.Net.Http.Json;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Permissions;
using RealLearning.Api.Tests.Rest;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Tests.OpenApi;

/// <summary>The document describes every endpoint, and its examples are real. <see cref="AnswerCheck"/> holds every answer of every test against it.</summary>
public sealed partial class DocumentTests(Cast cast) : IClassFixture<Cast>
{
    private static readonly string[] Bodiless =
        ["POST /api/sign-out", "POST /api/sign-out/elsewhere", "POST /api/sign-in/passkey/challenge", "POST /api/passkeys/challenge", "POST /api/account/logins/{id}", "POST /api/site/people/{id}/password-link"];

    private static readonly Who[] Callers = [Who.Nobody, Who.Learner, Who.Tutor, Who.Administrator];

    [Fact]
    public async Task EveryEndpoint_OfTheApi_IsDescribedWhole()
    {
        var described = await DescribedAsync();
        var endpoints = cast.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>().Select(TokenTableTests.NameOf)
            .Where(static name => name.Contains(" /api/", StringComparison.Ordinal)).Select(static name => Constraint().Replace(name, "{$1}"));
        Assert.Equal(endpoints.Order(), described.Operations.Select(static operation => operation.Name).Order());
        var tags = described.Document["tags"]!.AsArray().Select(static tag => (string)tag!["name"]!).ToHashSet();

        var faults = described.Operations.SelectMany(operation => FaultsOf(operation, tags).Select(fault => $"{operation.Name}: {fault}"));

        Assert.Equal("", string.Join('\n', faults));
        Assert.Equal(described.Operations.Count, described.Operations.Select(static operation => (string?)operation.Node["operationId"]).Distinct().Count());

        // A schema goes by its type's name; the second type of a name would get a number.
        Assert.DoesNotContain(described.Document["components"]!["schemas"]!.AsObject(), static schema => char.IsAsciiDigit(schema.Key[^1]));
    }

    [Fact]
    public async Task EveryExample_IsOfItsOwnSchema()
    {
        var described = await DescribedAsync();
        var (faults, count) = (new List<string>(), 0);
        foreach (var operation in described.Operations)
        {
            foreach (var media in Media(operation))
            {
                foreach (var example in Examples(media))
                {
                    count++;
                    if (described.FaultOf(media["schema"]!, Encoding.UTF8.GetBytes(example.ToJsonString())) is { } fault)
                    {
                        faults.Add($"{operation.Name}: {fault}");
                    }
                }
            }
        }

        Assert.Equal("", string.Join('\n', faults));
        Assert.True(count >= 100, $"{count} examples");
    }

    [Fact]
    public async Task Commands_EachHasAnExample()
    {
        var described = await DescribedAsync();

        Assert.Equal(TypesOf(typeof(RoomCommand)), Examples(described, "/api/rooms/{kind}/{id}/commands"));
        Assert.Equal(TypesOf(typeof(CohortCommand)), Examples(described, "/api/cohorts/{id}/commands"));
        foreach (var name in new[] { nameof(RoomCommand), nameof(CohortCommand) })
        {
            var schema = described.Document["components"]!["schemas"]![name]!;
            Assert.Equal(
                schema["oneOf"]!.AsArray().Select(static kind => (string)kind!["$ref"]!).Order(),
                schema["discriminator"]!["mapping"]!.AsObject().Select(static kind => (string)kind.Value!).Order());
        }
    }

    [Fact]
    public async Task EveryExampleOfABody_IsTakenByTheServer()
    {
        var described = await DescribedAsync();
        var faults = new List<string>();

        // The room of the examples is made first; another e-mail address ends a sign-in, as whoever comes in does with that of whoever was there.
        foreach (var operation in described.Operations.Where(static operation => operation.Node["requestBody"]?["content"]?["application/json"] is not null).OrderBy(static operation => operation.Name switch
        {
            "POST /api/rooms" => 0,
            "POST /api/account/email" => 2,
            "POST /api/sign-in" or "POST /api/accounts" or "POST /api/demonstration" => 3,
            _ => 1,
        }))
        {
            foreach (var example in Examples(operation.Node["requestBody"]!["content"]!["application/json"]!))
            {
                var codes = new List<string?>();
                foreach (var who in Callers)
                {
                    codes.Add(await CodeAsync(who, operation, example));
                }

                if (codes.Exists(static code => code is "malformed-message" or "unsupported-media-type" or "too-large" or "server-error") || codes.TrueForAll(static code => code is "not-signed-in" or "no-right"))
                {
                    faults.Add($"{operation.Name} {example.ToJsonString()}: {string.Join(' ', codes)}");
                }
            }
        }

        Assert.Equal("", string.Join('\n', faults));
    }

    [Fact]
    public async Task Document_IsForAnybody()
    {
        using var http = new HttpClient { BaseAddress = cast.Server.Address };
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;

        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProtocolsPage_Rows_AreTheOperations()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "protocols.md"));
        var rows = Row().Matches(page).Select(static row => row.Groups[1].Value.Replace("<document>", "{kind}/{id}/{part}", StringComparison.Ordinal).Replace('<', '{').Replace('>', '}').Split('?')[0]);

        Assert.Equal((await DescribedAsync()).Operations.Select(static operation => operation.Name).Order(), rows.Order());
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private static IEnumerable<string> FaultsOf(Described.Operation operation, HashSet<string> tags)
    {
        var node = operation.Node;
        if (node["operationId"] is null || ((string?)node["summary"])?.EndsWith('.') != true)
        {
            yield return "says nothing";
        }

        if (node["tags"]?.AsArray() is not [{ } tag] || !tags.Contains((string)tag!))
        {
            yield return "has no tag of the table";
        }

        foreach (var media in Media(operation).Where(static media => !Examples(media).Any()))
        {
            yield return $"has no example: {media.ToJsonString()}";
        }

        if (operation.Method is "POST" or "PUT" && node["requestBody"] is null != Bodiless.Contains(operation.Name))
        {
            yield return "has no body, or one";
        }

        var answers = node["responses"]!.AsObject();
        if (answers.Count(static answer => answer.Key[0] is '2' or '3') != 1)
        {
            yield return "has no success, or more than one";
        }

        foreach (var (status, answer) in answers.Where(static answer => answer.Key[0] is not ('2' or '3')))
        {
            if (answer!["content"]?["application/problem+json"]?["schema"]?["allOf"]?[1]?["properties"]?["code"]?["enum"]?.AsArray() is not { Count: > 0 })
            {
                yield return $"{status} has no codes";
            }
        }
    }

    /// <summary>Bodies and successes of JSON.</summary>
    private static IEnumerable<JsonNode> Media(Described.Operation operation) => operation.Node["responses"]!.AsObject()
        .Where(static answer => answer.Key[0] == '2').Select(static answer => answer.Value).Append(operation.Node["requestBody"])
        .Select(static holder => holder?["content"]?["application/json"]).OfType<JsonNode>();

    private static IEnumerable<JsonNode> Examples(JsonNode media) =>
        media["example"] is { } one ? [one] : media["examples"]?.AsObject().Select(static example => example.Value!["value"]!) ?? [];

    private static IEnumerable<string> Examples(Described described, string path) =>
        described.Find("POST", path)!.Node["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject().Select(static example => example.Key).Order();

    private static IEnumerable<string> TypesOf(Type commands) => commands.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(static known => (string)known.TypeDiscriminator!).Order();

    private Task<Described> DescribedAsync() => AnswerCheck.DescribedAsync(cast.Server.Services);

    private async Task<string?> CodeAsync(Who who, Described.Operation operation, JsonNode example)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cast.CookiesOf(who) }) { BaseAddress = cast.Server.Address };
        var id = operation.Path.Split('/')[2] switch { "challenges" => cast.Challenge, "cohorts" => cast.Cohort, "site" => cast.Spare.Id, _ => "spring-appeal" };
        var path = operation.Path.Replace("{kind}", "workspace", StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal);
        using var reply = await http.SendAsync(new HttpRequestMessage(new HttpMethod(operation.Method), path) { Content = JsonContent.Create(example) });
        return reply.IsSuccessStatusCode ? null : (string)JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["code"]!;
    }

    [GeneratedRegex(@"^\| `([A-Z]+ /api/[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{(\w+):[^}]*\}")]
    private static partial Regex Constraint();
}
