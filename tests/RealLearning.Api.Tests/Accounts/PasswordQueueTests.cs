using System.Globalization;
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
    public void Place_BeyondThoseWhoMayWait_IsRefused_UntilSomebodyGoes()
    {
        using var queue = new PasswordQueue(Options.Create(new AccessOptions { PasswordsQueueMax = 1 }));
        var places = new List<RateLimitLease>();
        for (var i = 0; i < PasswordQueue.AtATime + 1; i++)
        {
            places.Add(queue.Enter());
        }

        using var refused = queue.Enter();

        Assert.All(places, static place => Assert.True(place.IsAcquired));
        Assert.False(refused.IsAcquired);
        places[0].Dispose();
        using var free = queue.Enter();
        Assert.True(free.IsAcquired);
    }

    /// <summary>A request holds its place while it waits for the store too.</summary>
    [Fact]
    public async Task Hash_OfOneWhoCameLater_NeedsNobodyBeforeToGo()
    {
        using var queue = new PasswordQueue(Options.Create(new AccessOptions()));
        var slow = Enumerable.Range(0, PasswordQueue.AtATime + 1).Select(_ => queue.Enter()).ToList();
        using var place = queue.Enter();

        Assert.Equal("hashed", await queue.HashAsync(static () => "hashed").WaitAsync(TestContext.Current.CancellationToken));
        Assert.All(slow, static held => Assert.True(held.IsAcquired));
        Assert.True(place.IsAcquired);
    }

    [Fact]
    public async Task Hashes_RunAtMostSoManyAtATime()
    {
        using var queue = new PasswordQueue(Options.Create(new AccessOptions()));
        var (running, most) = (0, 0);
        using var gate = new Barrier(PasswordQueue.AtATime);

        await Task.WhenAll(Enumerable.Range(0, 4 * PasswordQueue.AtATime).Select(_ => queue.HashAsync(() =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            gate.SignalAndWait(TestContext.Current.CancellationToken);
            return Interlocked.Decrement(ref running);
        })));

        Assert.Equal(PasswordQueue.AtATime, most);
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

    /// <summary>Whoever was put off while a password is hashed has the core again before the kernel's tick: a thread wakes up, as long as the hash takes and no longer.</summary>
    [Fact]
    public async Task Thread_ThatWakes_DoesSoWhileAPasswordIsHashed_AndRestsThen()
    {
        var others = Wakers();
        using var queue = new PasswordQueue(Options.Create(new AccessOptions()));
        await queue.HashAsync(static () => 0);

        var waker = await queue.HashAsync(() => Seen(() => Wakers().Except(others).FirstOrDefault(static waker => Wakes(waker) > 10)));

        Assert.NotNull(waker);
        Assert.NotNull(Seen(() =>
        {
            var before = Wakes(waker);
            Thread.SpinWait(100_000);
            return Wakes(waker) == before ? waker : null;
        }));
    }

    /// <summary>Looks again and again, not for ever.</summary>
    private static string? Seen(Func<string?> look)
    {
        for (var i = 0; i < 1_000; i++)
        {
            if (look() is { } seen)
            {
                return seen;
            }
        }

        return null;
    }

    /// <summary>The folders of this process's threads of that name, proc(5).</summary>
    private static List<string> Wakers() =>
        [.. Directory.EnumerateDirectories("/proc/self/task").Where(static thread => Read(thread, "comm").Trim() == "waker")];

    private static int Wakes(string waker) =>
        Read(waker, "status").Split('\n').Where(static line => line.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal))
            .Select(static line => int.Parse(line[(line.IndexOf(':') + 1)..], CultureInfo.InvariantCulture)).FirstOrDefault();

    /// <summary>Nothing where the thread has ended.</summary>
    private static string Read(string thread, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, file));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
