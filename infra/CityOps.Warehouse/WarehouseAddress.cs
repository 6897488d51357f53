namespace CityOps.Warehouse;

/// <summary>Where the warehouse answers, and the account to use.</summary>
public sealed record WarehouseAddress(Uri Url, string User, string Password, string Database)
{
    /// <summary>For tools that take a ClickHouse.Driver connection string.</summary>
    public string ToConnectionString() =>
        $"Host={Url.Host};Port={Url.Port};Protocol={Url.Scheme};Username={User};Password={Password};Database={Database}";

    /// <summary>Without the password, so that it can be logged.</summary>
    public override string ToString() => $"{Url} (user {User}, database {Database})";
}

/// <summary>Knows the warehouse's address; that of the embedded engine exists once it runs, and may change when it is started again.</summary>
public interface IWarehouseEndpoint
{
    /// <summary>Waits until the warehouse has an address.</summary>
    /// <exception cref="WarehouseException">The embedded engine does not start.</exception>
    ValueTask<WarehouseAddress> GetAddressAsync(CancellationToken cancellationToken);
}

/// <summary>A cluster whose address is configuration.</summary>
internal sealed class ConfiguredEndpoint(WarehouseAddress address) : IWarehouseEndpoint
{
    public ValueTask<WarehouseAddress> GetAddressAsync(CancellationToken cancellationToken) => ValueTask.FromResult(address);
}
