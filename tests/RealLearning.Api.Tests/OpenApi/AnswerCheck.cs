using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.OpenApi;

namespace RealLearning.Api.Tests.OpenApi;

/// <summary>Holds every answer of the api, in whatever test, against the document; a server ends with what it found.</summary>
internal sealed class AnswerCheck : IStartupFilter
{
    /// <summary>The document is the same for every server.</summary>
    private static readonly TaskCompletionSource<Described> Made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int _isMade;

    private readonly ConcurrentDictionary<string, bool> _faults = new();

    public IEnumerable<string> Faults => _faults.Keys.Order();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(CheckAsync);
        next(app);
    };

    public static async Task<Described> DescribedAsync(IServiceProvider services)
    {
        if (Interlocked.Exchange(ref _isMade, 1) == 0)
        {
            try
            {
                Made.SetResult(new Described(await services.GetRequiredService<ApiDocument>().BytesAsync()));
            }
            catch (Exception exception)
            {
                Made.SetException(exception);
            }
        }

        return await Made.Task;
    }

    private async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // The way back from an organisation is no endpoint.
        if (!context.Request.Path.StartsWithSegments("/api") || context.Request.Path.Value!.EndsWith("/callback", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var (method, path, wire) = (context.Request.Method, context.Request.Path.Value!, context.Response.Body);
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            var described = await DescribedAsync(context.RequestServices);
            if (described.FaultOf(method, path, context.Response.StatusCode, context.Response.ContentType?.Split(';')[0], body.ToArray()) is { } fault)
            {
                _faults.TryAdd($"{method} {path}: {fault}", true);
            }

            // Some answers must not even be written nothing to.
            if (body.Length > 0)
            {
                await wire.WriteAsync(body.ToArray());
            }
        }
    }
}
