using ClickHouse.Driver;

namespace CityOps.Warehouse;

/// <summary>Turns what the driver throws into <see cref="WarehouseException"/>.</summary>
internal static class WarehouseErrors
{
    /// <summary>Whether the exception is about the warehouse, and not a cancellation or a bug of ours.</summary>
    internal static bool IsWarehouse(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        WarehouseException => false,
        ClickHouseServerException or HttpRequestException or IOException or System.Net.Sockets.SocketException => true,
        // HttpClient reports its own time limit as a cancellation that nobody asked for.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    internal static WarehouseException Map(Exception exception) => exception switch
    {
        ClickHouseServerException e => new WarehouseException(e.Message.Trim(), Math.Max(e.ErrorCode, 0), e),
        OperationCanceledException e => new WarehouseException("The warehouse did not answer in time.", 159, e),
        _ => new WarehouseException($"The warehouse was not reached, or broke off: {exception.Message}", 0, exception),
    };
}
