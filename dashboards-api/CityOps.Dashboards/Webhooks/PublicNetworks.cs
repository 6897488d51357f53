using System.Net;
using System.Net.Sockets;

namespace CityOps.Dashboards.Webhooks;

/// <summary>
/// Which addresses a webhook may reach. Whoever may name a receiver must not reach through us what only we can reach (server-side request forgery), so
/// everything that is not of the public internet is refused, unless the configuration names its network.
/// </summary>
internal sealed class PublicNetworks(IEnumerable<string> allowed)
{
    // RFC 6890 and its successors, and the IPv6 forms that carry an IPv4 address inside.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private readonly IPNetwork[] _allowed = [.. allowed.Select(text => IPNetwork.Parse(text))];

    public bool MayReach(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Holds(_allowed, plain) || !Holds(NotPublic, plain);
    }

    /// <summary>Connects to the first of a host's addresses that may be reached: the very address that was checked, whatever the name says a moment later.</summary>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var open = addresses.Where(MayReach).ToArray();
        if (open.Length is 0)
        {
            throw new ForbiddenReceiverException(
                $"{target.Host} is not on the public internet. Add its network to CityOps:Webhooks:AllowedNetworks where it is a receiver of yours.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool Holds(IPNetwork[] networks, IPAddress address) =>
        Array.Exists(networks, network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
}

/// <summary>A receiver lies where a webhook may not go.</summary>
public sealed class ForbiddenReceiverException(string message) : Exception(message);
