using System.Net.Http.Headers;
using System.Text;
using CityOps.Tests.Shared;
using CityOps.Warehouse.Embedded.Handover;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Warehouse.Tests.Embedded;

/// <summary>Rows of large inserts go to the engine in shared memory, where the system has it.</summary>
public sealed class HandoverTests(EngineFixture shared)
{
    private const int LargeRows = 20_000;

    [Fact]
    public async Task Large_inserts_side_by_side_and_after_one_another_land_whole()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memfd_create is Linux's.");
        await using var engine = await EngineFixture.StartAsync();
        var tables = new[] { await CreateAsync(engine.Warehouse), await CreateAsync(engine.Warehouse), await CreateAsync(engine.Warehouse) };

        // Each larger or smaller than the one before, so that a body used again holds neither too much nor too little.
        await Task.WhenAll(tables.Select(async (table, index) =>
        {
            foreach (var rows in (int[])[LargeRows, LargeRows + 5_000, LargeRows - 5_000])
            {
                await engine.Warehouse.InsertAsync(table, [Some.Readings(rows * 10, rows), Some.Readings((rows * 10) + rows, index)], InsertMode.First, CancellationToken.None);
            }
        }));

        Assert.True(engine.Services.GetRequiredService<SharedBodies>().Bytes > 0);
        foreach (var (table, index) in tables.Select((table, index) => (table, index)))
        {
            Assert.Equal((ulong)(3 * (LargeRows + index)), await CountAsync(engine.Warehouse, table));
        }
    }

    [Fact]
    public async Task A_large_insert_that_is_refused_says_why_and_the_next_one_lands()
    {
        var table = await CreateAsync(shared.Warehouse);

        var error = await Assert.ThrowsAsync<WarehouseException>(() => shared.Warehouse.InsertAsync(Some.TableName(), [Some.Readings(0, LargeRows)], InsertMode.First, CancellationToken.None));
        await shared.Warehouse.InsertAsync(table, [Some.Readings(0, LargeRows)], InsertMode.First, CancellationToken.None);

        Assert.Equal(60, error.Code);
        Assert.Equal((ulong)LargeRows, await CountAsync(shared.Warehouse, table));
    }

    [Theory]
    [InlineData("1:cityops-insert-1")]
    [InlineData("0:/etc/passwd")]
    [InlineData("../../1/environ:cityops-insert-1")]
    [InlineData("nonsense")]
    public async Task A_body_that_is_no_insert_of_our_host_is_refused(string reference)
    {
        var table = await CreateAsync(shared.Warehouse);
        using var http = new HttpClient { BaseAddress = shared.Address.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{shared.Address.User}:{shared.Address.Password}")));
        http.DefaultRequestHeaders.Add(SharedBody.Header, reference);

        using var response = await http.PostAsync(new Uri($"?query=INSERT%20INTO%20{table}%20FORMAT%20ArrowStream", UriKind.Relative), new StringContent(""));

        Assert.False(response.IsSuccessStatusCode);
        Assert.Contains("SHARED_BODY_UNREADABLE", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_engine_cannot_read_shared_memory_rows_go_through_the_socket()
    {
        var table = await CreateAsync(shared.Warehouse);
        using var bodies = new SharedBodies(new WarehouseOptions());
        bodies.TurnOff();

        Assert.Null(bodies.TryWrite([Some.Readings(0, LargeRows)]));
        await new ClickHouseWarehouse(shared.Services.GetRequiredService<WarehouseClient>(), bodies, shared.Services.GetRequiredService<WarehouseMetrics>())
            .InsertAsync(table, [Some.Readings(0, LargeRows)], InsertMode.First, CancellationToken.None);

        Assert.Equal((ulong)LargeRows, await CountAsync(shared.Warehouse, table));
    }

    private static async Task<string> CreateAsync(IWarehouse warehouse)
    {
        var table = Some.TableName();
        await warehouse.ExecuteAsync(
            $"CREATE TABLE {table} (meter_key UInt64, utility LowCardinality(String), read_at DateTime64(3, 'UTC'), register Float64, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY (meter_key, read_at)",
            WarehouseParameters.None,
            CancellationToken.None);
        return table;
    }

    private static async Task<ulong> CountAsync(IWarehouse warehouse, string table)
    {
        var count = 0UL;
        await foreach (var rows in warehouse.QueryAsync($"SELECT count() FROM {table}", WarehouseParameters.None, reader => reader.GetFieldValue<ulong>(0), CancellationToken.None))
        {
            count = rows;
        }

        return count;
    }
}
