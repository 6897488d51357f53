using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CityOps.Tests.Shared;

/// <summary>Every line that was logged, with exceptions and their inner ones.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string All => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"[{logLevel}] {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
