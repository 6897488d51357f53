using ClickHouse.Driver;
using ClickHouse.Driver.ADO;

namespace CityOps.Warehouse;

/// <summary>The driver's client for the warehouse's present address; made anew where the embedded engine has moved to another port.</summary>
internal sealed class WarehouseClient(IWarehouseEndpoint endpoint, WarehouseOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private WarehouseAddress? _address;
    private ClickHouseClient? _client;

    /// <summary>Waits until the warehouse has an address.</summary>
    internal async ValueTask<ClickHouseClient> GetAsync(CancellationToken cancellationToken)
    {
        var address = await endpoint.GetAddressAsync(cancellationToken);
        lock (_lock)
        {
            if (_client is null || _address != address)
            {
                // An old client is left to its running requests: they fail by themselves, since the engine they spoke to has gone.
                _client = Create(address);
                _address = address;
            }

            return _client;
        }
    }

    public void Dispose() => _client?.Dispose();

    private ClickHouseClient Create(WarehouseAddress address) => new(new ClickHouseClientSettings
    {
        Host = address.Url.Host,
        Port = (ushort)address.Url.Port,
        Protocol = address.Url.Scheme,
        Path = address.Url.AbsolutePath.Trim('/'),
        Username = address.User,
        Password = address.Password,
        Database = address.Database,
        // On loopback compression costs more than it saves.
        UseCompression = !options.IsEmbedded,
        Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
        // The embedded engine's default, so that a cluster answers the same: each row once although replays put rows in again.
        CustomSettings = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["final"] = 1,
            // A file of many years is one insert into many partitions, which the engine by default refuses for good.
            ["max_partitions_per_insert_block"] = 0,
        },
    });
}
