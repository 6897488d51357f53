using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Secrets;
using Microsoft.Extensions.Configuration;

namespace CityOps.EndToEnd.Tests.Support;

/// <summary>A real <c>cityops up</c> in a process of its own, on a folder of its own, killed as hard as a test likes.</summary>
public sealed class CityOpsProcess : IAsyncDisposable
{
    // Everything waited for is polled, so a long limit costs a good run nothing, and a machine that builds and tests at once needs it.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly StringBuilder _output = new();
    private readonly bool _ownsFolder;
    private Process? _process;

    private CityOpsProcess(string folder, bool ownsFolder)
    {
        Folder = folder;
        _ownsFolder = ownsFolder;
    }

    public string Folder { get; }

    public Uri Web { get; private set; } = null!;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static async Task<CityOpsProcess> StartAsync(params string[] extraArguments)
    {
        var instance = new CityOpsProcess(Directory.CreateTempSubdirectory("cityops-e2e-").FullName, ownsFolder: true);
        try
        {
            await instance.StartAgainAsync(extraArguments);
            return instance;
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts on the folder as it is, after <see cref="KillAsync"/> or <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync(params string[] extraArguments)
    {
        var endpointsFile = Path.Combine(Folder, "endpoints.json");
        File.Delete(endpointsFile);
        _process = Start(["up", "--data", Folder, "--http-port", "0", .. extraArguments]);
        var clock = Stopwatch.StartNew();
        while (!File.Exists(endpointsFile))
        {
            if (_process.HasExited || clock.Elapsed > Limit)
            {
                throw new InvalidOperationException($"cityops up did not become ready in {clock.Elapsed.TotalSeconds:0} s (exited: {_process.HasExited}):\n{Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(endpointsFile));
        Web = new Uri(endpoints.RootElement.GetProperty("web").GetString()!);
    }

    /// <summary>SIGKILL, as a power supply or an out-of-memory killer would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Runs another command of <c>cityops</c> to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var output = new StringBuilder();
        using var process = Launch(arguments, line =>
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        });
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.ToString());
    }

    /// <summary>Starts another command on this folder and leaves it running.</summary>
    public Process Start(params string[] arguments) => Launch(arguments, line =>
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    });

    /// <summary>What <c>cityops token</c> prints.</summary>
    public async Task<string> TokenAsync(string role, string name = "local")
    {
        var (exitCode, output) = await RunAsync("token", "--data", Folder, "--role", role, "--name", name);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    /// <summary>A client with a token from the folder's secret, as the command makes it: a process for each token would cost more than most of what is asked with it.</summary>
    public HttpClient Client(string role, string name = "local")
    {
        var secrets = new SecretStore(new ConfigurationBuilder().Build(), Folder);
        var token = new TokenIssuer(new SigningKey(secrets.Get(SigningKey.SecretName)), TimeProvider.System).Issue(role, name, TimeSpan.FromHours(1));
        return ClientWith(token);
    }

    public HttpClient ClientWith(string token)
    {
        var client = new HttpClient { BaseAddress = Web, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Asks the embedded ClickHouse as any client would: over HTTP, with the credentials of clickhouse.json.</summary>
    public async Task<string> QueryAsync(string sql)
    {
        using var credentials = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "clickhouse.json")));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, credentials.RootElement.GetProperty("url").GetString()!)
        {
            Content = new StringContent(sql),
        };
        request.Headers.Add("X-ClickHouse-User", credentials.RootElement.GetProperty("user").GetString());
        request.Headers.Add("X-ClickHouse-Key", credentials.RootElement.GetProperty("password").GetString());
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return text.Trim();
    }

    public async Task<long> CountAsync(string table) => long.Parse(
        await QueryAsync($"SELECT count() FROM cityops.{table} FORMAT TabSeparated"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits until a condition holds; fails with the server's output when it does not in time.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < Limit, $"Not within {Limit.TotalSeconds:0} s: {what}\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        if (_ownsFolder)
        {
            await DeleteFolderAsync(Folder);
        }
    }

    // The engine child notices its parent's death a moment later, and may still write while the folder goes.
    private static async Task DeleteFolderAsync(string folder)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private static Process Launch(IEnumerable<string> arguments, Action<string> onLine)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "cityops.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Collect(line.Data);
        process.ErrorDataReceived += (_, line) => Collect(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Collect(string? line)
        {
            if (line is not null)
            {
                onLine(line);
            }
        }
    }
}
