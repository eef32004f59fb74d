using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Yjs;

/// <summary>The door for stock y-websocket clients: <c>/yjs/&lt;document&gt;</c>. Section "Door 2" of <c>docs/protocols.md</c>.</summary>
internal static class YjsDoor
{
    public const string Path = "/yjs";

    public static void MapYjsDoor(this IEndpointRouteBuilder endpoints) =>
        endpoints.Map(Path + "/{**document}", EnterAsync).AllowAnonymous().RequireRateLimiting(LineLimit.Lines).TakesTokens(TokenUse.Any);

    /// <summary>
    /// A refusal is told by the code that closes the WebSocket, since a browser shows its page nothing of a refused handshake. Only a foreign
    /// page is turned away before it.
    /// </summary>
    private static async Task EnterAsync(
        HttpContext context,
        string? document,
        Callers callers,
        AccountWatch watch,
        SameOrigin origin,
        DocumentSessions sessions,
        IOptions<DoorOptions> options,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        ILogger<YjsConnection> logger)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "This address speaks WebSocket.")).ExecuteAsync(context);
            return;
        }

        if (!origin.Allows(context))
        {
            await Refusals.Problem(SameOrigin.Refusal).ExecuteAsync(context);
            return;
        }

        var accept = new WebSocketAcceptContext
        {
            KeepAliveInterval = TimeSpan.FromSeconds(options.Value.PingSeconds),
            KeepAliveTimeout = TimeSpan.FromSeconds(options.Value.PongSeconds),
            DangerousEnableCompression = false,
        };
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept);
        var outbox = context.Features.Get<YjsOutbox>()!;
        using var line = new YjsLine(socket, outbox, options.Value, time, context.RequestAborted);
        if (callers.Find(context.User, document, out var name, out var credential) is { } refusal)
        {
            await line.CloseAsync(refusal);
            return;
        }

        AccountWatch.Stay stay;
        try
        {
            stay = await watch.EnterAsync(context.User);
        }
        catch (RoomUnreachableException)
        {
            await line.CloseAsync(RoomCalls.Unreachable);
            return;
        }

        using var staying = stay;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(callers.LifetimeOf(context), stay.Ended);
        await using var connection = new YjsConnection(line, sessions, options.Value, logger);
        await connection.RunAsync(name, credential, ended.Token, lifetime.ApplicationStopping);
    }
}
