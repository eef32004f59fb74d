namespace RealLearning.Api.Tests.Servers;

/// <summary>One server with an open lab for a class of tests, which use rooms and documents of their own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private Server? _server;

    internal Server Server => _server!;

    public async ValueTask InitializeAsync() => _server = await Server.StartAsync("--Access:Lab=true");

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
