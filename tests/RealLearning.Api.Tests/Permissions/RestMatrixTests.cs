using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Rest;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Every role at every endpoint, in every room and at the past of every document. A new endpoint needs a row here.</summary>
public sealed partial class RestMatrixTests(Cast cast) : IClassFixture<Cast>, IMatrix
{
    /// <inheritdoc/>
    public static int Cases => Table.Sum(static row => TargetsOf(row.Key, row.Value).Count()) * Cast.Everybody.Count;

    [Fact]
    public async Task EveryRole_AtEveryEndpoint_IsLetThroughAsTheTableSays()
    {
        var endpoints = cast.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>().Select(TokenTableTests.NameOf);
        Assert.Equal(Table.Keys.Order(), endpoints.Order());
        var (cases, wrong) = (0, new List<string>());
        foreach (var (name, row) in Table)
        {
            foreach (var target in TargetsOf(name, row))
            {
                foreach (var who in Cast.Everybody)
                {
                    cases++;
                    if (await TryAsync(target, row, who) is var code && (code is null) != target.Allowed.HasFlag(who))
                    {
                        wrong.Add($"{who} at {name} of {target.What}: {code ?? "let through"}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(Cases, cases);
    }

    /// <summary>Where an endpoint is tried: once, or in every room, or at every document of each.</summary>
    private static IEnumerable<Target> TargetsOf(string name, Row row) =>
        !name.Contains("{kind}/{id}", StringComparison.Ordinal) ? [new Target("the site", static cast => cast.Workspace, "", row.Allowed, name)]
        : name.Contains("{part}", StringComparison.Ordinal) ? Paper.All.Select(paper => new Target($"{paper}", paper.Place.RoomOf, paper.Part, paper.With(row.Need), name))
        : Place.All.Select(place => new Target(place.Name, place.RoomOf, "", place.With(HasImage(place) || !name.EndsWith("/images/{name}", StringComparison.Ordinal) ? row.Need : Right.None), name));

    /// <summary>A session shows its workspace's.</summary>
    private static bool HasImage(Place place) => place.Name is "workspace" or "session";

    private async Task<string?> TryAsync(Target target, Row row, Who who)
    {
        var (method, pattern) = (target.Name.Split(' ')[0], target.Name.Split(' ')[1]);
        var path = pattern.Replace("{kind}/{id}", target.RoomOf(cast)).Replace("{id}", row.Id?.Invoke(cast) ?? "x").Replace("{part}", target.Part).Replace("{workspace}/{submission}", $"{cast.Workspace.Split('/')[1]}/s1")
            .Replace("{sequence:long:min(0)}", "1").Replace("{name}", cast.Image).Replace("{**document}", "x");
        var code = await new Asking(cast).RefusalAsync(who, new HttpMethod(method == "ANY" ? "GET" : method), $"/{path.TrimStart('/')}", row.Body is null ? null : await row.Body(cast));
        if (row.ChangesSignIn)
        {
            await cast.ComeAgainAsync(who);
        }

        return code;
    }

    private sealed record Target(string What, Func<Cast, string> RoomOf, string Part, Who Allowed, string Name);
}
