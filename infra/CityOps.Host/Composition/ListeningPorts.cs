using System.Net;
using System.Net.Sockets;
using CityOps.Host.Commands;
using CityOps.Ingest.Jt808;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CityOps.Host.Composition;

/// <summary>Tries the ports that a process is going to listen on before it opens anything; a port that is lost later fails as it would have.</summary>
internal static class ListeningPorts
{
    /// <exception cref="CommandException">One is taken, may not be listened on, or is at an address that is not this machine's.</exception>
    public static void Require(HostSettings settings, IConfiguration configuration)
    {
        foreach (var url in settings.Addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            foreach (var endpoint in EndpointsOf(url))
            {
                Try(endpoint, settings.Urls is null ? "Name another with --http-port; 0 takes any free one." : "Name another with --urls.");
            }
        }

        // 0, their default, takes any free one.
        if (settings.Roles.HasFlag(HostRoles.Ingest) && configuration.GetSection(Jt808Options.Section).Get<Jt808Options>() is { Enabled: true, Port: > 0 } terminals)
        {
            Try(new IPEndPoint(IPAddress.Parse(terminals.Address), terminals.Port), "It is that of the gateway for terminals: set CityOps:Jt808:Port to another.");
        }

        if (configuration.GetSection("CityOps:Warehouse").Get<WarehouseOptions>() is { IsEmbedded: true, Embedded.Port: > 0 and var port })
        {
            Try(new IPEndPoint(IPAddress.Loopback, port), "It is that of the embedded ClickHouse: set CityOps:Warehouse:Embedded:Port to another.");
        }
    }

    // As Kestrel takes them: a host that is no address means every address of the machine.
    private static IEnumerable<IPEndPoint> EndpointsOf(string url)
    {
        if (TryParse(url) is not { } address)
        {
            throw new CommandException($"'{url}' is no address to listen on; one such as http://0.0.0.0:8080 is needed.");
        }

        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return [];
        }

        if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return [new IPEndPoint(IPAddress.Loopback, address.Port)];
        }

        return [new IPEndPoint(IPAddress.TryParse(address.Host, out var ip) ? ip : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, address.Port)];
    }

    private static BindingAddress? TryParse(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Port: >= 0 and <= IPEndPoint.MaxPort } address ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Try(IPEndPoint endpoint, string wayOut)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(endpoint);
            socket.Listen();
        }
        catch (SocketException error)
        {
            throw new CommandException(error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"port {endpoint.Port} is taken by another program. {wayOut}",
                SocketError.AccessDenied => $"this user may not listen on port {endpoint.Port}. {wayOut}",
                SocketError.AddressNotAvailable => $"{endpoint.Address} is no address of this machine. {wayOut}",
                _ => $"port {endpoint.Port} at {endpoint.Address} cannot be listened on: {error.Message.TrimEnd('.')}. {wayOut}",
            });
        }
    }
}
