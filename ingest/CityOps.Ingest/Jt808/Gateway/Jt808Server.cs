using System.Net;
using CityOps.Ingest.Connections;
using CityOps.Ingest.Jt808.Trucks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>
/// Listens for terminals on a port of its own, on Kestrel's socket transport: its pipes give each connection bounded buffers and hold the sender back
/// when they are full. An error in one connection ends that one alone.
/// </summary>
internal sealed class Jt808Server(
    TerminalConnection connections, TerminalSessions sessions, TerminalWatch watch, PositionLane lane, TruckDirectoryFeed register, PackageMemory packages,
    Jt808Metrics metrics, TimeProvider time, IOptions<Jt808Options> options, ILoggerFactory loggers) : BackgroundService
{
    private const int ReadBufferBytes = 32 * 1024;
    private const int WriteBufferBytes = 16 * 1024;
    private const int Backlog = 4_096;

    private readonly ILogger _logger = loggers.CreateLogger<Jt808Server>();
    private readonly int _most = Math.Min(options.Value.MaxConnections, ConnectionBudget.Read().Terminals ?? int.MaxValue);
    private IConnectionListener? _listener;
    private long _lastId;

    /// <summary>Where it listens; null where it does not.</summary>
    public IPEndPoint? Endpoint => _listener?.EndPoint as IPEndPoint;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { MaxReadBufferSize = ReadBufferBytes, MaxWriteBufferSize = WriteBufferBytes, Backlog = Backlog }), loggers);
        _listener = await transport.BindAsync(new IPEndPoint(IPAddress.Parse(options.Value.Address), options.Value.Port), cancellationToken);
        _logger.LogInformation("Listening for terminals on {Endpoint}", _listener.EndPoint);
        if (_most < options.Value.MaxConnections)
        {
            _logger.LogWarning("At most {Most} terminals at a time, not {Wanted} (CityOps:Jt808:MaxConnections): this process may not open more files. Raise the limit (ulimit -n) for more", _most, options.Value.MaxConnections);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_listener is { } listener)
        {
            await listener.UnbindAsync(cancellationToken);
            await base.StopAsync(cancellationToken);
            await listener.DisposeAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(AcceptAsync(stoppingToken), lane.RunAsync(stoppingToken), watch.RunAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            foreach (var session in sessions.All)
            {
                session.Close("stopping");
            }
        }
    }

    // Whoever connects earlier waits in the backlog: before the register is read, every terminal would look unknown.
    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        await register.CaughtUp.WaitAsync(cancellationToken);
        while (await _listener!.AcceptAsync(cancellationToken) is { } connection)
        {
            if (sessions.Count >= _most)
            {
                metrics.Refused();
                connection.Abort(new ConnectionAbortedException("There are as many terminals as this gateway takes."));
                await connection.DisposeAsync();
                continue;
            }

            var session = SessionOf(connection);
            sessions.Add(session);
            _ = ServeAsync(connection, session, cancellationToken);
        }
    }

    private TerminalSession SessionOf(ConnectionContext connection)
    {
        void Close(string reason)
        {
            metrics.Closed(reason);
            connection.Abort(new ConnectionAbortedException(reason));
        }

        var outlet = new FrameOutlet(connection.Transport.Output, options.Value.MaxOutgoingKilobytes * 1024, () => Close("stalled"));
        var assembler = new PackageAssembler(packages, options.Value.MaxMessageKilobytes * 1024);
        return new TerminalSession(++_lastId, connection.RemoteEndPoint?.ToString() ?? "", outlet, assembler, options.Value.MaxUnanswered, time, Close);
    }

    private async Task ServeAsync(ConnectionContext connection, TerminalSession session, CancellationToken cancellationToken)
    {
        await Task.Yield();
        metrics.Connected();
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, cancellationToken);
            await connections.ReadAsync(connection.Transport.Input, session, end.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            // The terminal has gone, or was sent away.
        }
        catch (Exception error)
        {
            _logger.LogError(error, "A connection ended by an error of the gateway");
            metrics.Closed("error");
        }
        finally
        {
            sessions.Remove(session);
            session.Dispose();
            await connection.DisposeAsync();
            metrics.Disconnected();
        }
    }
}
