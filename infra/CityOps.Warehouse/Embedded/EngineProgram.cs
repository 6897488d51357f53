using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// The engine's process: reads its options as one line of JSON from standard input, says <c>ready PORT</c> on standard output, runs
/// until standard input ends. Everything else it prints is log.
/// </summary>
public static class EngineProgram
{
    internal const string ReadyPrefix = "ready ";

    // A stop that hangs in native code is ended by force: the folder stands it.
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(10);

    /// <summary>The body of the hidden command <c>cityops engine</c>, and of this assembly run on its own.</summary>
    /// <returns>0, or 1 where the engine did not start; the reason is on standard error.</returns>
    public static async Task<int> RunAsync()
    {
        await using var input = Console.OpenStandardInput();
        try
        {
            var line = ReadLine(input);
            var options = JsonSerializer.Deserialize<EngineOptions>(line)
                ?? throw new InvalidOperationException("No options came on standard input; this command is started by CityOps itself.");
            if (!ParentWatch.DieWithParent(options.ParentProcessId))
            {
                return 1;
            }

            using var stop = new CancellationTokenSource();
            _ = ParentWatch.InputEndAsync(input).ContinueWith(_ => StopAsync(stop), TaskScheduler.Default);
            Console.CancelKeyPress += (_, e) => e.Cancel = true; // Ctrl+C goes to the parent, which stops us in order.
            await EmbeddedEngine.RunAsync(options, port => Console.Out.WriteLine($"{ReadyPrefix}{port}"), Log, stop.Token);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or JsonException or EngineException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static Task<int> Main() => RunAsync();

    private static async Task StopAsync(CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await Task.Delay(s_stopLimit);
        Environment.FailFast("The warehouse engine did not stop in time.");
    }

    private static void Log(ILoggingBuilder logging) => logging.SetMinimumLevel(LogLevel.Information).AddProvider(new LineLoggerProvider(Console.Out));

    /// <summary>Reads one line byte by byte, so that nothing behind it is swallowed by a buffer.</summary>
    private static string ReadLine(Stream input)
    {
        var bytes = new List<byte>();
        int b;
        while ((b = input.ReadByte()) is not (-1 or '\n'))
        {
            bytes.Add((byte)b);
        }

        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }
}
