using System.Data.Common;
using Apache.Arrow;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Warehouse.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_warehouse_that_hangs_is_unhealthy_within_seconds_and_says_what_to_do()
    {
        var time = new FakeTimeProvider();
        var hanging = new Hanging();

        var asked = new WarehouseHealthCheck(hanging, time).CheckHealthAsync(new HealthCheckContext());
        Assert.False(asked.IsCompleted);
        time.Advance(WarehouseHealthCheck.Limit);
        var answer = await asked;

        Assert.Equal(HealthStatus.Unhealthy, answer.Status);
        Assert.Contains("has not answered SELECT 1 for 4 s", answer.Description, StringComparison.Ordinal);
        Assert.Contains("restart", answer.Description, StringComparison.Ordinal);
        Assert.True(hanging.Given.IsCancellationRequested);
    }

    /// <summary>An engine whose process is stopped: not even taking a statement back ends.</summary>
    private sealed class Hanging : IWarehouse
    {
        public CancellationToken Given { get; private set; }

        public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken)
        {
            Given = cancellationToken;
            return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
        }

        public IAsyncEnumerable<TRow> QueryAsync<TRow>(string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
