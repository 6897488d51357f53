using System.Data.Common;
using Apache.Arrow;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Tests.Landing;

public sealed class WarehouseDownTests(EngineFixture engine)
{
    [Fact]
    public async Task While_the_warehouse_refuses_health_is_degraded_and_afterwards_everything_lands()
    {
        using var folder = new TestFolder();
        var warehouse = new RefusingWarehouse(engine.Warehouse);
        await using var district = await District.OpenAsync(folder, engine, warehouse: warehouse, empty: true);
        var health = district.Get<HealthCheckService>();
        warehouse.Refuses = true;
        await district.AppendAsync(Some.Readings, Some.Batch(ReadingsLandingTests.Hourly(meters: 20, hours: 30)), messageBytes: 2_000);
        await district.StartAsync();

        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Status is HealthStatus.Degraded && warehouse.Refusals > 10);
        var state = district.Get<LandingStatus>().Partitions.Where(p => p.State is PartitionState.Retrying).ToList();
        warehouse.Refuses = false;
        await district.LandedAsync();

        Assert.NotEmpty(state);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        Assert.Equal(600, await district.CountAsync("readings"));
    }

    /// <summary>The real warehouse, behind a door that can be shut.</summary>
    private sealed class RefusingWarehouse(IWarehouse real) : IWarehouse
    {
        private int _refusals;

        public bool Refuses { get; set; }

        public int Refusals => _refusals;

        public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => real.ExecuteAsync(sql, parameters, cancellationToken);

        public IAsyncEnumerable<TRow> QueryAsync<TRow>(string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, CancellationToken cancellationToken) =>
            real.QueryAsync(sql, parameters, map, cancellationToken);

        public IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) =>
            real.QueryArrowAsync(sql, parameters, cancellationToken);

        public Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken)
        {
            if (!Refuses)
            {
                return real.InsertAsync(table, batches, mode, cancellationToken);
            }

            Interlocked.Increment(ref _refusals);
            throw new WarehouseException("Too many simultaneous queries.", 202);
        }
    }
}
