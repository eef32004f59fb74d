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
}
