using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Access;
using RealLearning.Api.Tests.Rest;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Asks as each of the cast, and looks at refusals as somebody would who wants to learn from them what there is.</summary>
internal sealed class Asking(Cast cast)
{
    private const string Nowhere = "nowhere";

    private static readonly string[] s_fields = ["type", "title", "status", "detail", "code", "traceId"];

    /// <summary>
    /// The code of a refusal for want of a right or a sign-in, or null: whatever else is wrong is said to those alone who were let through. The refusal is of one
    /// shape, names nothing and nobody, and says word for word what it says of something that does not exist, where the caller may not know whether it does.
    /// </summary>
    public async Task<string?> RefusalAsync(Who who, HttpMethod method, string path, object? body = null)
    {
        var (code, said) = await AskAsync(who, method, path, body);
        if (code is not ("not-signed-in" or "no-right" or "unknown-document"))
        {
            return null;
        }

        var (_, ofNothing) = await AskAsync(who, method, Unknown(who, path), body is byte[] or null ? body : JsonDocument.Parse(Unknown(who, JsonSerializer.Serialize(body, JsonSerializerOptions.Web))));
        Assert.Equal($"{who} {method} {path}: {ofNothing}", $"{who} {method} {path}: {said}");
        return code;
    }

    private async Task<(string? Code, string? Said)> AskAsync(Who who, HttpMethod method, string path, object? body)
    {
        using var http = cast.Http(who);
        using HttpContent? content = body is byte[] image ? ImageApiTests.Content(image) : body is null ? null : JsonContent.Create(body);
        using var reply = await http.SendAsync(new HttpRequestMessage(method, path) { Content = content });
        return reply.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound && reply.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? Read(reply.StatusCode, await reply.Content.ReadAsStringAsync())
            : (null, null);
    }

    /// <summary>A refusal's code, and all that it says but for the trace, which is of the request.</summary>
    private (string Code, string Said) Read(HttpStatusCode status, string body)
    {
        var problem = JsonDocument.Parse(body).RootElement;
        var code = problem.GetProperty("code").GetString()!;
        Assert.Equal(s_fields.Order(), problem.EnumerateObject().Select(static field => field.Name).Order());
        Assert.Equal(((int)status, Refusals.StatusOf(code), code), (problem.GetProperty("status").GetInt32(), (int)status, problem.GetProperty("title").GetString()));
        Assert.All(cast.Names, name => Assert.DoesNotContain(name, body, StringComparison.Ordinal));
        return (code, string.Join('\n', problem.EnumerateObject().Where(static field => field.Name != "traceId").Select(static field => $"{field.Name} {field.Value}")));
    }

    /// <summary>The request, with ids that do not exist in place of all that somebody may not know of.</summary>
    private string Unknown(Who who, string text)
    {
        foreach (var place in Place.All.Where(place => place.RightOf(who) == Right.None))
        {
            text = text.Replace(place.RoomOf(cast).Split('/')[1], Nowhere, StringComparison.Ordinal);
        }

        text = Who.Cohort.HasFlag(who) ? text : text.Replace(cast.Cohort, Nowhere, StringComparison.Ordinal);
        text = who == Who.Tutor ? text : text.Replace(cast.Challenge, Nowhere, StringComparison.Ordinal);
        text = text.Replace("/s1", $"/{Nowhere}", StringComparison.Ordinal).Replace(cast.Image, Nowhere, StringComparison.Ordinal);
        return who == Who.Administrator ? text : text.Replace(cast.Spare.Id, Nowhere, StringComparison.Ordinal);
    }
}
