using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Embedded;

/// <summary>Writes each log entry of the engine as one line <c>Level: message</c>; the parent puts it into its own log.</summary>
internal sealed class LineLoggerProvider(TextWriter output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(output);

    public void Dispose()
    {
    }

    private sealed class LineLogger(TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}";
                output.WriteLine($"{logLevel}: {text.ReplaceLineEndings(" ")}");
            }
        }
    }
}
