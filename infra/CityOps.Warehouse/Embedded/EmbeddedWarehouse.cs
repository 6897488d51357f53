using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// Keeps the embedded engine running as a child of this process: starts it, tells its address, starts it again when it ends, stops it
/// with us. Requests in flight when it ends fail as transient; nothing acknowledged is lost.
/// </summary>
/// <param name="dataFolder">The data folder; the engine's own is <c>warehouse/</c> in it.</param>
public sealed class EmbeddedWarehouse(string dataFolder, WarehouseOptions options, TimeProvider time, ILogger<EmbeddedWarehouse> logger) : IHostedService, IWarehouseEndpoint, IAsyncDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_healthyAfter = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource<WarehouseAddress> _address = New();
    private EngineProcess? _engine;
    private Task _supervision = Task.CompletedTask;
    private bool _disposed;
    private int _port = options.Embedded.Port;

    /// <summary>The engine's process, or 0 while there is none.</summary>
    public int EngineProcessId => _engine?.ProcessId ?? 0;

    /// <summary>How often the engine was started.</summary>
    public int Starts { get; private set; }

    public async ValueTask<WarehouseAddress> GetAddressAsync(CancellationToken cancellationToken)
    {
        Task<WarehouseAddress> address;
        lock (_lock)
        {
            address = _address.Task;
        }

        return await address.WaitAsync(cancellationToken);
    }

    /// <summary>Starts the engine and waits until it takes requests.</summary>
    /// <exception cref="WarehouseException">It did not start; the message says why.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(dataFolder);
        var password = EngineAccount.ReadOrCreatePassword(dataFolder);
        var engine = await StartEngineAsync(password, cancellationToken);
        _supervision = SuperviseAsync(engine, password);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        if (_engine is { } engine)
        {
            await engine.DisposeAsync();
        }

        await _supervision.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // A container that knows us under several types disposes us as often.
        if (!_disposed)
        {
            _disposed = true;
            await StopAsync(CancellationToken.None);
            _stop.Dispose();
        }
    }

    private static TaskCompletionSource<WarehouseAddress> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<EngineProcess> StartEngineAsync(string password, CancellationToken cancellationToken)
    {
        var command = options.Embedded.Command.Count > 0 ? [.. options.Embedded.Command] : EngineCommand.Default();
        var engine = EngineProcess.Start(command, Options(password), logger);
        _engine = engine;
        Starts++;
        try
        {
            _port = await engine.Ready.WaitAsync(TimeSpan.FromSeconds(options.Embedded.StartLimitSeconds), time, cancellationToken);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }

        var address = new WarehouseAddress(new Uri($"http://127.0.0.1:{_port}/"), EngineAccount.User, password, options.Database);
        EngineAccount.Write(dataFolder, address);
        lock (_lock)
        {
            _address.TrySetResult(address);
        }

        return engine;
    }

    private EngineOptions Options(string password)
    {
        var engine = new EngineOptions
        {
            DataFolder = Path.Combine(Path.GetFullPath(dataFolder), "warehouse"),
            Port = _port,
            User = EngineAccount.User,
            Password = password,
            Database = options.Database,
            MaxThreads = options.Embedded.MaxThreads,
        };
        return options.Embedded.MaxMemoryMb > 0 ? engine with { MaxMemoryMb = options.Embedded.MaxMemoryMb } : engine;
    }

    private async Task SuperviseAsync(EngineProcess engine, string password)
    {
        var pause = s_firstPause;
        while (true)
        {
            var started = time.GetTimestamp();
            var how = await engine.Exited;
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            lock (_lock)
            {
                _address = New();
            }

            logger.LogError("The warehouse engine ended ({How}); it is started again", how);
            pause = time.GetElapsedTime(started) > s_healthyAfter ? s_firstPause : pause;
            try
            {
                (engine, pause) = await StartAgainAsync(password, pause);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<(EngineProcess Engine, TimeSpan Pause)> StartAgainAsync(string password, TimeSpan pause)
    {
        while (true)
        {
            try
            {
                var engine = await StartEngineAsync(password, _stop.Token);
                return (engine, Longer(pause));
            }
            catch (Exception e) when (e is WarehouseException or TimeoutException)
            {
                logger.LogError("The warehouse engine did not start again: {Reason}", e.Message);
                _port = options.Embedded.Port; // The port may have been taken meanwhile.
                await Task.Delay(pause, time, _stop.Token);
                pause = Longer(pause);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 > s_longestPause ? s_longestPause : pause * 2;
}
