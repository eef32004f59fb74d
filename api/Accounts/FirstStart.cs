using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RealLearning.Api.Live;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Tells, at each start until somebody has taken it, the link by which the first administrator comes in. An earlier one ends.</summary>
internal sealed partial class FirstStart(IGrainFactory grains, RoomCalls calls, IServer server, IHostApplicationLifetime lifetime, ILogger<FirstStart> logger) : BackgroundService
{
    private readonly TaskCompletionSource<string?> _token = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The token of the link, once it is told; null where there is an administrator.</summary>
    internal Task<string?> Token => _token.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        string? token;
        try
        {
            token = await calls.DoAsync(grains.GetGrain<ISiteGrain>(ISiteGrain.Key), static site => site.BeginAsync());
        }
        catch (RoomUnreachableException exception)
        {
            // Told by the log. The site goes on without it, and the next start tries again.
            _token.SetException(exception);
            return;
        }

        if (token is not null)
        {
            LogInvitation($"{Address()}/invitation#{token}");
        }

        _token.SetResult(token);
    }

    /// <summary>Where the server listens on every address of its machine, a name that a browser there can open.</summary>
    private string Address() =>
        (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "")
            .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal).Replace("//[::]:", "//localhost:", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no administrator yet. Whoever opens this link becomes the first one: {Link}")]
    private partial void LogInvitation(string link);
}
