using Apache.Arrow;
using CityOps.Tests.Shared;

namespace CityOps.Warehouse.Tests;

public sealed class WarehouseTests(EngineFixture engine)
{
    private readonly IWarehouse _warehouse = engine.Warehouse;

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Inserted_arrow_batches_come_back_as_rows_and_as_arrow()
    {
        var table = await CreateReadingsAsync();

        await _warehouse.InsertAsync(table, [Some.Readings(0, 1000), Some.Readings(1000, 500)], InsertMode.First, None);

        var counts = await ReadAsync<ulong>($"SELECT count() FROM {table}");
        Assert.Equal([1500UL], counts);
        var arrow = new List<(ulong Key, string Utility, double Register)>();
        await foreach (var batch in _warehouse.QueryArrowAsync($"SELECT meter_key, utility, register FROM {table} WHERE meter_key < {{max:UInt64}} ORDER BY meter_key", new WarehouseParameters { ["max"] = 3UL }, None))
        {
            using (batch)
            {
                for (var i = 0; i < batch.Length; i++)
                {
                    arrow.Add((((UInt64Array)batch.Column(0)).GetValue(i)!.Value, ((StringArray)batch.Column(1)).GetString(i), ((DoubleArray)batch.Column(2)).GetValue(i)!.Value));
                }
            }
        }

        Assert.Equal([(0UL, "water", 0.0), (1UL, "water", 1.5), (2UL, "water", 3.0)], arrow);
    }

    [Fact]
    public async Task Rows_put_in_again_change_no_count()
    {
        var table = await CreateReadingsAsync();

        await _warehouse.InsertAsync(table, [Some.Readings(0, 1000)], InsertMode.First, None);
        await _warehouse.InsertAsync(table, [Some.Readings(0, 1000)], InsertMode.Again, None);

        Assert.Equal([1000UL], await ReadAsync<ulong>($"SELECT count() FROM {table}"));
    }

    [Fact]
    public async Task Rows_of_one_key_in_one_insert_are_read_once()
    {
        var table = await CreateReadingsAsync();

        await _warehouse.InsertAsync(table, [Some.Readings(0, 1000), Some.Readings(500, 1000)], InsertMode.First, None);

        Assert.Equal([1500UL], await ReadAsync<ulong>($"SELECT count() FROM {table}"));
    }

    [Fact]
    public async Task H3_cells_are_computed_from_latitude_then_longitude()
    {
        // The example of the H3 function's own documentation.
        Assert.Equal([644325524701193974UL], await ReadAsync<ulong>("SELECT geoToH3(55.71290588, 37.79506683, 15)"));
    }

    private async Task<string> CreateReadingsAsync()
    {
        var table = Some.TableName();
        await _warehouse.ExecuteAsync(
            $"CREATE TABLE {table} (meter_key UInt64, utility LowCardinality(String), read_at DateTime64(3, 'UTC'), register Float64, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY (meter_key, read_at)",
            WarehouseParameters.None,
            None);
        return table;
    }

    private async Task<List<T>> ReadAsync<T>(string sql)
    {
        var rows = new List<T>();
        await foreach (var row in _warehouse.QueryAsync(sql, WarehouseParameters.None, r => r.GetFieldValue<T>(0), None))
        {
            rows.Add(row);
        }

        return rows;
    }
}
