using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace RealLearning.Pages;

/// <summary>
/// What a request takes in the server, from its first middleware until the answer is handed to the connection, and the calls of this site's grains that follow from it:
/// they carry its mark from grain to grain, and what rooms and cohorts do by themselves meanwhile does not.
/// </summary>
internal sealed class ServerSide : IStartupFilter, IIncomingGrainCallFilter
{
    private const string Mark = "page";

    private readonly ConcurrentQueue<double> _tookMs = new();
    private int _calls;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, then) =>
        {
            RequestContext.Set(Mark, true);
            var from = Stopwatch.GetTimestamp();
            await then(context);
            await context.Response.CompleteAsync();
            _tookMs.Enqueue(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        });
        next(app);
    };

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (RequestContext.Get(Mark) is not null && context.InterfaceMethod.DeclaringType?.Namespace?.StartsWith("RealLearning.", StringComparison.Ordinal) == true)
        {
            Interlocked.Increment(ref _calls);
        }

        return context.Invoke();
    }

    /// <summary>What there was since the last time.</summary>
    public (double[] TookMs, int Calls) Take()
    {
        var took = new List<double>();
        while (_tookMs.TryDequeue(out var ms))
        {
            took.Add(ms);
        }

        return ([.. took], Interlocked.Exchange(ref _calls, 0));
    }
}
