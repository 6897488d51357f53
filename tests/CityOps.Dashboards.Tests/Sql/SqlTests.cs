using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Tests.Sql;

/// <summary>What a scientist may ask the warehouse, a real one, in SQL.</summary>
public sealed class SqlTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_select_over_open_tables_is_answered_and_audited_with_its_purpose()
    {
        await using var server = await StartAsync();
        var answer = await AskAsync(server, "WITH s AS (SELECT truck_id, points FROM truck_stops)\nSELECT truck_id, sum(points) AS total FROM s WHERE points IN (SELECT number FROM numbers(100)) GROUP BY truck_id -- all");

        Assert.Equal("""{"columns":[{"name":"truck_id","type":"String"},{"name":"total","type":"UInt64"}],"rows":[["T1","7"]],"truncated":false}""", await answer.Content.ReadAsStringAsync());
        var entry = Assert.Single(await AuditedAsync(server));
        Assert.Equal(("sql_run", "how long trucks stand"), (entry.Action, entry.Reason));
        Assert.StartsWith("WITH s AS", entry.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM dwellings", "dwellings, which is closed")]
    [InlineData("SELECT * FROM cityops.dwellings", "cityops.dwellings, which is closed")]
    [InlineData("SELECT * FROM `cityops` . `dwellings`", "cityops.dwellings, which is closed")]
    [InlineData("SELECT 1 IN dwellings", "dwellings, which is closed")]
    [InlineData("SELECT 1 IN cityops.dwellings", "cityops.dwellings, which is closed")]
    [InlineData("SELECT * FROM truck_stops, dwellings", "dwellings, which is closed")]
    [InlineData("SELECT (SELECT max(dwelling_key) FROM dwellings)", "dwellings, which is closed")]
    [InlineData("SELECT * FROM view(SELECT * FROM dwellings)", "dwellings, which is closed")]
    [InlineData("SELECT * FROM merge('cityops', '.*')", "merge, which reaches")]
    [InlineData("SELECT * FROM loop('cityops', 'dwellings')", "loop, which reaches")]
    [InlineData("SELECT * FROM (EXPLAIN SELECT * FROM dwellings)", "viewExplain, which reaches")]
    [InlineData("SELECT dictGet('d', 'a', 1)", "dictGet, which reaches")]
    [InlineData("SELECT * FROM system.tables", "system.tables, which is closed")]
    [InlineData("SELECT name IN system.users FROM truck_stops", "system.users, which is closed")]
    [InlineData("SELECT 1 SETTINGS max_execution_time = 9999", "SETTINGS")]
    [InlineData("SELECT 1) UNION ALL SELECT * FROM (SELECT 2", "not one SELECT")]
    [InlineData("SELECT 1); DROP TABLE truck_stops; SELECT (1", "ClickHouse says")]
    [InlineData("DROP TABLE truck_stops", "ClickHouse says")]
    [InlineData("INSERT INTO truck_stops VALUES ('T9', 1)", "ClickHouse says")]
    [InlineData("SELECT * FROM truck_stops INTO OUTFILE '/tmp/x'", "ClickHouse says")]
    [InlineData("SELECT nothing FROM truck_stops", "ClickHouse says")]
    public async Task What_reaches_further_is_400_says_why_and_reads_nothing(string sql, string said)
    {
        await using var server = await StartAsync();
        var answer = await AskAsync(server, sql);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1ul, await engine.Warehouse.QueryAsync("SELECT count() FROM truck_stops", WarehouseParameters.None, row => row.GetFieldValue<ulong>(0), default).SingleAsync());
        Assert.All(await AuditedAsync(server), e => Assert.True(said is "ClickHouse says" || e.Reason.StartsWith("refused: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_ends_at_its_most_rows_and_says_so_and_goes_out_as_arrow_too()
    {
        await using var server = await StartAsync();
        var answer = await (await AskAsync(server, "SELECT number FROM numbers(20000)")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((10_000, true), (answer.GetProperty("rows").GetArrayLength(), answer.GetProperty("truncated").GetBoolean()));

        using var file = await (await AskAsync(server, "SELECT number FROM numbers(20000)", "arrow")).Content.ReadAsStreamAsync();
        using var reader = new Apache.Arrow.Ipc.ArrowStreamReader(file, new Apache.Arrow.Compression.CompressionCodecFactory());
        var rows = 0;
        while (await reader.ReadNextRecordBatchAsync() is { } batch)
        {
            rows += batch.Length;
            batch.Dispose();
        }

        Assert.Equal(20_000, rows);
    }

    [Fact]
    public async Task The_tables_that_are_open_are_told_and_none_is_about_a_dwelling_or_a_case()
    {
        await using var server = await StartAsync();
        var open = await server.Client(Roles.Scientist).GetFromJsonAsync<string[]>("/api/v1/sql/tables");
        Assert.Contains("truck_positions", open!);
        Assert.Empty(open!.Intersect(["readings", "dwellings", "dwelling_days", "dwelling_scores", "consumption_hours", "meter_links", "labels", "case_events", "dead_letters"]));
    }

    private static async Task<HttpResponseMessage> AskAsync(Server server, string sql, string format = "json") =>
        await server.Client(Roles.Scientist).PostAsJsonAsync("/api/v1/sql", new { sql, purpose = "how long trucks stand", format });

    private static async Task<List<AuditEntry>> AuditedAsync(Server server) =>
        await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).Where(e => e.Action is "sql_run").ToListAsync();

    private async Task<Server> StartAsync()
    {
        foreach (var statement in new[]
        {
            "CREATE TABLE IF NOT EXISTS truck_stops (truck_id String, points UInt32) ENGINE = MergeTree ORDER BY truck_id",
            "CREATE TABLE IF NOT EXISTS dwellings (dwelling_key UInt64) ENGINE = MergeTree ORDER BY dwelling_key",
            "TRUNCATE TABLE truck_stops",
            "INSERT INTO truck_stops SELECT 'T1', 7",
        })
        {
            await engine.Warehouse.ExecuteAsync(statement, WarehouseParameters.None, CancellationToken.None);
        }

        return await Server.StartAsync(web: "/nonexistent", services: services =>
        {
            services.AddSingleton(engine.Warehouse);
            services.AddSingleton(Options.Create(new WarehouseOptions()));
        });
    }
}
