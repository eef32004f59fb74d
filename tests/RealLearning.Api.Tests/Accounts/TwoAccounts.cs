using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>A server of its own for each test, with its administrator and a member.</summary>
public abstract class TwoAccounts : IAsyncLifetime
{
    private protected Server Server { get; private set; } = null!;

    private protected Member Ada { get; private set; } = null!;

    private protected Member Lea { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await Server.StartAsync();
        Ada = await Member.FirstAsync(Server);
        Lea = await Member.NewAsync(Server, await Ada.InviteAsync("member"), "Lea");
    }

    public async ValueTask DisposeAsync()
    {
        Lea.Dispose();
        Ada.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
