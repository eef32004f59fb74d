using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Rest;

/// <summary>A page is one grain call, beside the look at the account that every request takes. What that grain asks is as much as the caller's cohorts, not the site's.</summary>
public sealed class PageCallTests
{
    private const string SignIn = "IAccountGrain.HoldsAsync";
    private const string Account = "IAccountGrain.GetAsync";

    private static readonly string[] Today = ["IPersonGrain.TodayAsync"];

    private readonly Calls _calls = new();

    [Fact]
    public async Task EveryPage_IsOneCall_HoweverManyRoomsAndPeopleThereAre()
    {
        await using var server = await Server.StartAsync(builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(_calls));
        using var ada = await Member.FirstAsync(server);
        using var tom = await Member.NewAsync(server, await ada.InviteAsync("tutor"), "Tom");
        var course = new Course(server, tom);
        await course.BeginAsync(groups: 5, learnersOfEach: 2);
        using var lea = course.Learners[0];

        foreach (var who in new[] { lea, tom })
        {
            // A learner's own answers of how sure they feel are a grain of theirs.
            await AssertAsync(who, "/api/today", Today, who == lea ? ["ICohortGrain.TodayAsync", "IConfidenceGrain.DueAsync"] : ["ICohortGrain.TodayAsync"]);
            await AssertAsync(who, $"/api/cohorts/{course.Id}", ["ICohortGrain.GetAsync"], []);
            await AssertAsync(who, "/api/rooms", ["IPersonGrain.RoomsAsync"], []);
        }

        // The role on the site is asked once more. One's own shelf and the one that tutors share are two grains.
        await AssertAsync(tom, "/api/challenges", [Account, "IChallengeShelfGrain.ListAsync", "IChallengeShelfGrain.ListAsync"], []);
    }

    private async Task AssertAsync(Member who, string page, string[] called, string[] then)
    {
        // The first look may activate grains, which ask others once.
        using var first = await who.Http.GetAsync(page);
        _calls.Clear();
        using var reply = await who.Http.GetAsync(page);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal((page, Text([SignIn, .. called])), (page, Text(_calls.OfTheApi)));
        Assert.Equal((page, Text(then)), (page, Text(_calls.OfGrains(called))));
    }

    private static string Text(IEnumerable<string> calls) => string.Join(' ', calls.Order());

    /// <summary>Calls of the site's grains, by who made them.</summary>
    private sealed class Calls : IIncomingGrainCallFilter
    {
        private readonly ConcurrentQueue<(string Name, string? By)> _made = new();

        public IEnumerable<string> OfTheApi => _made.Where(static call => call.By is null).Select(static call => call.Name);

        /// <summary>Those that follow from a page; timers of rooms and cohorts go on beside.</summary>
        public IEnumerable<string> OfGrains(string[] called) =>
            _made.Where(call => call.By is { } by && Array.Exists(called, name => name.StartsWith($"I{by}", StringComparison.OrdinalIgnoreCase))).Select(static call => call.Name);

        public void Clear() => _made.Clear();

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.DeclaringType is { Namespace: { } space } type && space.StartsWith("RealLearning.", StringComparison.Ordinal))
            {
                var by = context.SourceId is { } source && !source.IsClient() ? source.Type.ToString() : null;
                _made.Enqueue(($"{type.Name}.{context.InterfaceMethod.Name}", by));
            }

            return context.Invoke();
        }
    }
}
