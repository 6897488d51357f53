using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// One life of the engine's process. It is started by, and waited for on, a thread of its own: the kernel ends the engine when the
/// thread that started it ends, and threads of the pool come and go.
/// </summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    // What the engine's allocator (jemalloc) reads beside its own settings. Freed pages go back to the system after a second instead of five: an insert and
    // the statement after it share the machine's memory instead of adding up. At once (0) cost half as much processor again.
    private const string AllocatorVariable = "JE_MALLOC_CONF";
    private const string AllocatorSettings = "dirty_decay_ms:1000";

    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource<int> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;
    private Process? _process;
    private volatile string _lastError = "";

    private EngineProcess(IReadOnlyList<string> command, EngineOptions options, ILogger logger)
    {
        _logger = logger;
        new Thread(() => Run(command, options)) { IsBackground = true, Name = "warehouse engine" }.Start();
    }

    /// <summary>Completes with the port once the engine takes requests; fails where it ends before.</summary>
    internal Task<int> Ready => _ready.Task;

    /// <summary>Completes with a description when the process has ended.</summary>
    internal Task<string> Exited => _exited.Task;

    internal int ProcessId => _process?.Id ?? 0;

    internal static EngineProcess Start(IReadOnlyList<string> command, EngineOptions options, ILogger logger) => new(command, options, logger);

    /// <summary>Stops the engine in order, by ending its standard input; by force where that takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process && !Exited.IsCompleted)
        {
            try
            {
                process.StandardInput.Close();
                await Exited.WaitAsync(s_stopLimit);
            }
            catch (Exception e) when (e is TimeoutException or InvalidOperationException or IOException)
            {
                _logger.LogWarning("The warehouse engine did not stop in time and is killed");
                Kill(process);
                await Exited;
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended meanwhile, and its thread has let go of it.
        }
    }

    private void Run(IReadOnlyList<string> command, EngineOptions options)
    {
        try
        {
            var start = new ProcessStartInfo(command[0])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment.TryAdd(AllocatorVariable, AllocatorSettings);
            foreach (var argument in command.Skip(1))
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            _process = process;
            process.OutputDataReceived += (_, line) => OnLine(line.Data, isError: false);
            process.ErrorDataReceived += (_, line) => OnLine(line.Data, isError: true);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            SendOptions(process, options);
            process.WaitForExit();
            End(string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}"));
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            End(e.Message);
        }
    }

    private static void SendOptions(Process process, EngineOptions options)
    {
        try
        {
            process.StandardInput.WriteLine(JsonSerializer.Serialize(options with { ParentProcessId = Environment.ProcessId }));
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It ended before it read them; its exit says why.
        }
    }

    private void End(string how)
    {
        var why = _lastError.Length == 0 ? how : $"{how}: {_lastError}";

        // First that it has ended: whoever learns that it is not ready disposes of it, and there must be nothing left to stop.
        _exited.TrySetResult(why);
        _ready.TrySetException(new WarehouseException($"The embedded warehouse engine did not start ({why}).", 0));
        _ = _ready.Task.Exception; // Observed: nobody may have waited.
    }

    private void OnLine(string? line, bool isError)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        if (!isError && line.StartsWith(EngineProgram.ReadyPrefix, StringComparison.Ordinal))
        {
            _ready.TrySetResult(int.Parse(line.AsSpan(EngineProgram.ReadyPrefix.Length), CultureInfo.InvariantCulture));
            return;
        }

        if (isError)
        {
            _lastError = line;
        }

        _logger.Log(isError ? LogLevel.Warning : LogLevel.Information, "Engine: {Line}", line);
    }
}
