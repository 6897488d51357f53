using System.Data.Common;
using Apache.Arrow;
using CityOps.Tests.Shared;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Landing.Consumption;

/// <summary>New readings and new links of one meter at the same time: each is derived from by a process or partition of its own.</summary>
public sealed class ConcurrentDerivationTests(EngineFixture engine)
{
    private const ulong Meter = 1;
    private const ulong Old = 101;
    private const ulong New = 202;
    private const int Hours = 24;

    [Theory]
    [InlineData("meter_dwellings")]
    [InlineData("consumption_hours")]
    [InlineData("changed_days")]
    public async Task Links_that_change_while_readings_are_booked_by_the_old_ones_leave_nothing_with_the_old_dwelling(string insertedBefore)
    {
        using var folder = new TestFolder();
        var warehouse = new InterruptedWarehouse(engine.Warehouse, insertedBefore);
        await using var district = await District.OpenAsync(folder, engine, warehouse: warehouse, empty: true);
        await district.StartAsync();
        await district.AppendAsync(new Link(Meter, Old, Some.Midnight.AddDays(-30)));
        await district.WaitAsync(Some.Links.Topic);

        warehouse.Interruption = async () =>
        {
            await district.AppendAsync(new Link(Meter, Old, Some.Midnight.AddDays(-30), To: Some.Midnight.AddDays(-2)), new Link(Meter, New, Some.Midnight.AddDays(-2)));
            await district.WaitAsync(Some.Links.Topic);
        };
        // Readings that do not say whose they are: the links do.
        await district.AppendAsync([.. Enumerable.Range(0, Hours + 1).Select(hour => Some.Reading(Some.Midnight.AddHours(hour), hour * 0.5, Meter, dwelling: 0))]);
        await district.LandedAsync();

        Assert.Null(warehouse.Interruption);
        var dwellings = await district.QueryAsync("SELECT toString(dwelling_key) || ' ' || toString(count()) FROM consumption_hours GROUP BY dwelling_key", r => r.GetString(0));
        Assert.Equal([$"{New} {Hours}"], dwellings);
    }

    /// <summary>The real warehouse; before the first insert into a table something else is done to its end.</summary>
    private sealed class InterruptedWarehouse(IWarehouse real, string insertedBefore) : IWarehouse
    {
        private Func<Task>? _interruption;

        /// <summary>Null once it was done.</summary>
        public Func<Task>? Interruption
        {
            get => _interruption;
            set => _interruption = value;
        }

        public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => real.ExecuteAsync(sql, parameters, cancellationToken);

        public IAsyncEnumerable<TRow> QueryAsync<TRow>(string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, CancellationToken cancellationToken) =>
            real.QueryAsync(sql, parameters, map, cancellationToken);

        public IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) =>
            real.QueryArrowAsync(sql, parameters, cancellationToken);

        public Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken) =>
            real.CopyAsync(sql, parameters, format, to, cancellationToken);

        public async Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken)
        {
            if (table == insertedBefore && Interlocked.Exchange(ref _interruption, null) is { } interruption)
            {
                await interruption();
            }

            await real.InsertAsync(table, batches, mode, cancellationToken);
        }
    }
}
