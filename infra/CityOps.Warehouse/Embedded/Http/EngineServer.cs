using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>The loopback HTTP server in front of one engine.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    private const long MaxUrlBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan s_sessionCheck = TimeSpan.FromSeconds(5);

    // What still runs then is cancelled, which kills its query.
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(3);

    private readonly WebApplication _app;
    private readonly EngineSessions _sessions;
    private readonly StatementGate _gate;
    private readonly ITimer _timer;

    private EngineServer(WebApplication app, EngineSessions sessions, StatementGate gate, TimeProvider time)
    {
        _app = app;
        _sessions = sessions;
        _gate = gate;
        _timer = time.CreateTimer(_ => sessions.CloseIdle(), null, s_sessionCheck, s_sessionCheck);
    }

    internal int Port { get; private set; }

    internal static async Task<EngineServer> StartAsync(EngineCore engine, EngineOptions options, TimeProvider time, Action<ILoggingBuilder> logging, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_stopLimit);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Kestrel reports each answer that was broken off on purpose as an unhandled error.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        logging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestLineSize = (int)MaxUrlBytes;
            kestrel.Limits.MaxRequestBufferSize = 2 * MaxUrlBytes;
            kestrel.Limits.MaxResponseBufferSize = 4 * 1024 * 1024;
        });

        var app = builder.Build();
        var sessions = new EngineSessions(engine, time);
        var gate = new StatementGate(options.MaxConcurrent, options.MaxWaiting);
        var endpoint = new EngineEndpoint(
            engine, sessions, new EngineAccess(options.User, options.Password), gate, options.ParentProcessId, app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<EngineEndpoint>());
        app.UseRouting();
        app.MapGet("/ping", (HttpContext context) => context.Response.WriteAsync("Ok.\n"));
        app.MapMethods("/", ["GET", "POST"], endpoint.HandleAsync);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new EngineServer(app, sessions, gate, time) { Port = new Uri(address).Port };
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _sessions.Dispose();
        _gate.Dispose();
    }
}
