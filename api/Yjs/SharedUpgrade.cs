using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RealLearning.Api.Live;

namespace RealLearning.Api.Yjs;

/// <summary>
/// Puts a <see cref="SharedStream"/> under the WebSocket that ASP.NET makes: it does the handshake, this door writes frames of its own beside it.
/// Stands before <c>UseWebSockets</c>, for HTTP/1.1 upgrades and for WebSockets over HTTP/2 alike.
/// </summary>
internal sealed class SharedUpgrade(RequestDelegate next, IOptions<DoorOptions> options, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(YjsDoor.Path))
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            {
                context.Features.Set<IHttpUpgradeFeature>(new Upgrade(this, context, upgrade));
            }
            else if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            {
                context.Features.Set<IHttpExtendedConnectFeature>(new Connect(this, context, connect));
            }
        }

        return next(context);
    }

    private SharedStream Share(HttpContext context, Stream stream, Socket? socket)
    {
        var outbox = new YjsOutbox(stream, socket, context.Abort, options.Value, time);
        context.Features.Set(outbox);
        return new SharedStream(stream, outbox);
    }

    /// <summary>The connection's socket where its bytes are not encrypted.</summary>
    private static Socket? PlainSocket(HttpContext context) =>
        context.Features.Get<ITlsHandshakeFeature>() is null ? context.Features.Get<IConnectionSocketFeature>()?.Socket : null;

    private sealed class Upgrade(SharedUpgrade owner, HttpContext context, IHttpUpgradeFeature inner) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => inner.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => owner.Share(context, await inner.UpgradeAsync(), PlainSocket(context));
    }

    private sealed class Connect(SharedUpgrade owner, HttpContext context, IHttpExtendedConnectFeature inner) : IHttpExtendedConnectFeature
    {
        public bool IsExtendedConnect => inner.IsExtendedConnect;

        public string? Protocol => inner.Protocol;

        public async ValueTask<Stream> AcceptAsync() => owner.Share(context, await inner.AcceptAsync(), socket: null);
    }
}
