using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>A node that dies while an account gets another address: at every step exactly one of both opens it.</summary>
public sealed class EmailCrashTests
{
    [Fact]
    public async Task Node_DyingAtAnyStepOfAChange_LeavesOneAddressThatWorks()
    {
        var dying = new Dying();
        await using var server = await Server.StartAsync(
            builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(dying),
            "--Doors:CallAttempts=1");
        using var ada = await Member.FirstAsync(server);
        var (steps, isWhole, sawOld, sawNew) = (0, false, false, false);
        while (!isWhole)
        {
            using var lea = await Member.NewAsync(server, await ada.InviteAsync("member"), "Lea");
            var email = EmailTests.NewEmail();
            dying.After = steps++;
            using (var reply = await lea.Http.PostAsJsonAsync("/api/account/email", new { email }))
            {
                isWhole = reply.StatusCode == HttpStatusCode.OK;
                Assert.True(isWhole || reply.StatusCode == HttpStatusCode.ServiceUnavailable, $"{reply.StatusCode} at step {steps}");
            }

            await server.StopAsync();
            dying.After = null;
            await server.StartAgainAsync();
            var (byOld, byNew) = (await OpensAsync(server, lea.Email), await OpensAsync(server, email));
            Assert.True(byOld != byNew, $"old {byOld}, new {byNew} after {steps - 1} steps");
            (sawOld, sawNew) = (sawOld || byOld, sawNew || byNew);

            // The change can be made again, and the old address is anybody's then.
            if (byOld)
            {
                using var again = await lea.Http.PostAsJsonAsync("/api/account/email", new { email });
                await Person.JsonAsync(again, HttpStatusCode.OK);
            }

            using var ben = await Member.NewAsync(server, await ada.InviteAsync("member"), "Ben");
            using var free = await ben.Http.PostAsJsonAsync("/api/account/email", new { email = lea.Email });
            await Person.JsonAsync(free, HttpStatusCode.OK);
        }

        // Reserve, write, confirm, release, and the list of people.
        Assert.Equal((6, true, true), (steps, sawOld, sawNew));
    }

    private static async Task<bool> OpensAsync(Server server, string email)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var reply = await http.PostAsJsonAsync("/api/sign-in", new { email, password = Member.Password });
        Assert.True(reply.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized, reply.StatusCode.ToString());
        return reply.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Lets so many writes of accounts through; after them nothing of this node reaches a store any more.</summary>
    private sealed class Dying : IIncomingGrainCallFilter
    {
        private static readonly string[] Writes =
        [
            nameof(ILoginGrain.ReserveAsync), nameof(ILoginGrain.ConfirmAsync), nameof(ILoginGrain.ReleaseAsync), nameof(IAccountGrain.SaveAsync), nameof(ISiteGrain.ChangedAsync),
        ];

        public int? After { get; set; }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (After is { } left && Writes.Contains(context.MethodName) && context.Grain.GetType().Namespace == "RealLearning.Grains.People")
            {
                After = left > 0 ? left - 1 : throw new IOException("The node is dead.");
            }

            await context.Invoke();
        }
    }
}
