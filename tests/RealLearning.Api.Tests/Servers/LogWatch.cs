using Microsoft.Extensions.Logging;

namespace RealLearning.Api.Tests.Servers;

/// <summary>Waits for a server to log something.</summary>
internal sealed class LogWatch(string words) : ILoggerProvider, ILogger
{
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).Contains(words, StringComparison.Ordinal))
        {
            _seen.TrySetResult();
        }
    }

    public void Dispose()
    {
    }
}
