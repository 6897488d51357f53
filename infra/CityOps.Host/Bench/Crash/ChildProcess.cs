using System.Diagnostics;
using System.Globalization;
using CityOps.Host.Bench.Crash.Child;

namespace CityOps.Host.Bench.Crash;

/// <summary>One life of the product on the crash folder: a process of its own, and the engine it starts.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 60;

    private readonly Process _process;
    private readonly Queue<string> _lines = new();

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines that it printed.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <param name="spoils">Whether it appends messages that cannot be landed: see <see cref="SpoilingFeed"/>.</param>
    public static ChildProcess Start(string folder, KillOrder? order, IReadOnlyDictionary<string, string> settings, bool spoils = false)
    {
        File.Delete(Path.Combine(folder, "endpoints.json"));
        CrashEngine.Forget(folder);
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var command = ThisProgram.With(["bench", CrashBenchmark.CommandName, CrashHost.Name, "--data", folder, .. Order(order), .. spoils ? [CrashHost.Spoil] : Array.Empty<string>()]);
        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in settings.Concat(EngineCommand(folder, order)))
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var child = new ChildProcess(Process.Start(start)!);
        child._process.OutputDataReceived += child.Keep;
        child._process.ErrorDataReceived += child.Keep;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Kills it, its engine, or both.</summary>
    public void Kill(KillTarget target)
    {
        switch (target)
        {
            case KillTarget.Group:
                Signals.KillGroup(Id);
                break;
            case KillTarget.Host:
                Signals.KillProcess(Id);
                break;
            default:
                foreach (var engine in ChildrenOf(Id))
                {
                    Signals.KillProcess(engine);
                }

                break;
        }
    }

    /// <returns>Whether it has ended within the time.</returns>
    public async Task<bool> ExitedWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(limit, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Stops it in order.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Signals.KillGroup(Id);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static IEnumerable<string> Order(KillOrder? order) => order is null ? [] : ["--kill-at", order.ToString()];

    private static IEnumerable<KeyValuePair<string, string>> EngineCommand(string folder, KillOrder? order)
    {
        if (order is not { IsPartRename: true })
        {
            return [];
        }

        var command = ThisProgram.With(["bench", CrashBenchmark.CommandName, CrashEngine.Name, "--data", folder, "--kill-at", order.ToString()]);
        return command.Select((word, at) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"CityOps:Warehouse:Embedded:Command:{at}"), word));
    }

    // The fourth word of /proc/PID/stat, after the name in brackets, is the parent.
    private static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ParentOf(folder) == parent)
            {
                yield return id;
            }
        }
    }

    private static int ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return 0;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            lock (_lines)
            {
                _lines.Enqueue(text);
                if (_lines.Count > KeptLines)
                {
                    _lines.Dequeue();
                }
            }
        }
    }
}
