using RealLearning.Api.Tests.Clients;

namespace RealLearning.Api.Tests.Servers;

/// <summary>One server with its administrator for a class of tests, each of which has members of its own.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    internal Server Server { get; private set; } = null!;

    internal Member Ada { get; private set; } = null!;

    internal ShiftedClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Server = await Server.StartAsync(Clock.Install, "--Access:PasskeysMax=3", "--Access:Origins:0=https://learn.example.org");
        Ada = await Member.FirstAsync(Server);
    }

    internal async Task<Member> MemberAsync(string name = "Lea") => await Member.NewAsync(Server, await Ada.InviteAsync("member"), name);

    public async ValueTask DisposeAsync()
    {
        Ada.Dispose();
        await Server.DisposeAsync();
    }
}
