using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>Passwords leave everybody else what they need.</summary>
public sealed class PasswordQueueTests
{
    [Fact]
    public void Pool_WhileAsManyHashesRunAsMay_HasAThreadForEachCoreBesideThem()
    {
        ThreadPool.GetMinThreads(out _, out var forIo);
        Assert.True(ThreadPool.SetMinThreads(Environment.ProcessorCount, forIo));

        using var queue = new PasswordQueue(Options.Create(new AccessOptions()));

        ThreadPool.GetMinThreads(out var threads, out _);
        Assert.True(threads >= Environment.ProcessorCount + PasswordQueue.AtATime, $"{threads} threads");
    }

    [Fact]
    public async Task Turn_BeyondThoseWhoMayWait_IsRefused_AndWhoWaitsComesWhenATurnEnds()
    {
        using var queue = new PasswordQueue(Options.Create(new AccessOptions { PasswordsQueueMax = 1 }));
        var turns = new List<RateLimitLease>();
        for (var i = 0; i < PasswordQueue.AtATime; i++)
        {
            turns.Add(await queue.EnterAsync(TestContext.Current.CancellationToken));
        }

        var waits = queue.EnterAsync(TestContext.Current.CancellationToken).AsTask();
        using var refused = await queue.EnterAsync(TestContext.Current.CancellationToken);

        Assert.All(turns, static turn => Assert.True(turn.IsAcquired));
        Assert.False(refused.IsAcquired);
        Assert.False(waits.IsCompleted);
        turns[0].Dispose();
        using var turn = await waits;
        Assert.True(turn.IsAcquired);
    }

    [Fact]
    public async Task Hash_RunsBehindEverythingElseOfTheProcess()
    {
        using var queue = new PasswordQueue(Options.Create(new AccessOptions()));

        var stat = await queue.HashAsync(static () => File.ReadAllText("/proc/thread-self/stat"));

        // proc_pid_stat(5): the name in brackets, then the state and so on; nice is the 19th field.
        Assert.Equal("15", stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.HashAsync<int>(static () => throw new InvalidOperationException("no such hash")));
    }
}
