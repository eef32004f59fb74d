using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>The last one leaves a document while the room still has something to say.</summary>
public sealed class LeavingTests
{
    private const int Rounds = 60;

    [Fact]
    public async Task Last_WhoLeavesAtOnce_LeavesNoMessagesForNobody()
    {
        using var log = new Errors();
        await using var server = await Server.StartAsync(builder => builder.Logging.AddProvider(log));
        using var anna = await server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        await using var hub = await HubClient.ConnectAsync(server, anna);
        for (var i = 0; i < Rounds; i++)
        {
            await hub.JoinAsync(document);
            await hub.PushAsync(document, 1, TestUpdates.First(100 + i, "words"));
            await hub.AwareAsync(document, TestUpdates.Awareness(100 + i, 1, "{}"));
            await hub.LeaveAsync(document);
        }

        await hub.JoinAsync(document);
        await hub.PushAsync(document, 2, TestUpdates.First(99, "last"));
        await hub.SavedAsync(document, 2);
        Assert.Empty(log.Lines);
    }

    private sealed class Errors : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
