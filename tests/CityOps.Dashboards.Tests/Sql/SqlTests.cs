using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Sql;
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
        var entries = await AuditedAsync(server);
        Assert.Equal("how long trucks stand", entries[0].Reason);
        Assert.StartsWith("sha256:", entries[0].Subject, StringComparison.Ordinal);
        Assert.Equal($"{entries[0].Subject} 1/1", entries[1].Subject);
        Assert.StartsWith("WITH s AS", entries[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_holds_all_of_a_long_statement_and_those_that_cannot_be_read()
    {
        await using var server = await StartAsync();
        var statement = $"SELECT '\u202e47\u2066 {string.Concat(Enumerable.Repeat("😀", 1_000))} 渣土' AS x,\n1 AS one";
        await AskAsync(server, statement);
        await AskAsync(server, "SHOW TABLES");

        var entries = await AuditedAsync(server);
        var count = entries.FindIndex(e => e.Subject.EndsWith(" refused", StringComparison.Ordinal));
        Assert.Equal(statement, JsonSerializer.Deserialize<string>($"\"{string.Concat(entries[1..count].Select(e => e.Reason))}\""));
        Assert.Equal("SHOW TABLES", entries[^1].Reason);
    }

    [Theory]
    [InlineData("(a{0}, a{0}) AS a{1}", "WITH CAST(tuple(1), 'Tuple(Zzzzzzzzzzzzzzzz UInt8)') AS a0, ", "SELECT a25 AS x")]
    [InlineData("a{1} AS (SELECT (x, x) AS x FROM a{0})", "WITH a0 AS (SELECT 1 AS x), ", "SELECT x FROM a25")]
    [InlineData("a{1} AS (SELECT p.x AS x FROM a{0} AS p JOIN a{0} AS q ON p.x = q.x)", "WITH a0 AS (SELECT 1 AS x), ", "SELECT x FROM a25")]
    public async Task Names_that_double_each_other_are_refused_before_the_engine_writes_them_out(string step, string begin, string end)
    {
        await using var server = await StartAsync();
        var steps = Enumerable.Range(0, 25).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, step, i, i + 1));
        var answer = await AskAsync(server, $"{begin}{string.Join(", ", steps)} {end}");
        Assert.Contains("stand for names", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subqueries_that_double_a_column_are_refused_too()
    {
        await using var server = await StartAsync();
        var statement = Enumerable.Range(0, 25).Aggregate("SELECT 1 AS x", (inner, _) => $"SELECT (x, x) AS x FROM ({inner})");
        Assert.Contains("stand for names", (await (await AskAsync(server, statement)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_failed_says_so_and_no_purpose_can()
    {
        await using var server = await StartAsync();
        await AskAsync(server, "SELECT nothing FROM truck_stops");
        Assert.EndsWith(" failed", (await AuditedAsync(server))[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_caller_runs_one_statement_at_a_time_and_another_runs_beside_it()
    {
        await using var server = await StartAsync();
        const string Slow = "SELECT count() FROM numbers(20000000000) WHERE sipHash64(number) = 1";
        var slow = AskAsync(server, Slow);
        var desk = server.App.Services.GetRequiredService<SqlDesk>();
        while (desk.Running is 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(server, "SELECT 1 AS one")).StatusCode);
        using var other = server.Named("wang", Roles.Scientist);
        Assert.Equal(HttpStatusCode.OK, (await other.PostAsJsonAsync("/api/v1/sql", new { sql = "SELECT 1 AS one", purpose = "to see" })).StatusCode);
        await engine.Warehouse.ExecuteAsync("KILL QUERY WHERE query LIKE '%numbers(20000000000)%' ASYNC", WarehouseParameters.None, CancellationToken.None);
        Assert.Equal(HttpStatusCode.BadRequest, (await slow).StatusCode);
    }

    [Fact]
    public async Task A_value_that_is_very_long_is_cut_by_the_engine_and_the_answer_says_so()
    {
        await using var server = await StartAsync();
        var answer = await (await AskAsync(server, "SELECT groupArray(number) AS many FROM numbers(1000000)")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.GetProperty("truncated").GetBoolean());
        Assert.Equal(20_000, answer.GetProperty("rows")[0][0].GetString()!.Length);
        Assert.Equal(("many", "Array(UInt64)"), (answer.GetProperty("columns")[0].GetProperty("name").GetString(), answer.GetProperty("columns")[0].GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("SELECT truck_id, row_number() OVER (PARTITION BY truck_id ORDER BY points) AS r, count(*) OVER w AS c FROM truck_stops WINDOW w AS (ORDER BY points) QUALIFY r = 1")]
    [InlineData("SELECT toStartOfHour(now()) AS h, sumIf(points, points > 1), quantiles(0.5, 0.9)(points), uniqExactIf(truck_id, 1) FROM truck_stops GROUP BY h WITH TOTALS HAVING count() > 0 ORDER BY h DESC WITH FILL LIMIT 1 BY h")]
    [InlineData("SELECT arrayMap(x -> x * 2, groupArray(points)) AS a, arrayMap(abs, a), a[1], CASE WHEN 1 THEN 'x' ELSE 'y' END, points::String FROM truck_stops GROUP BY points")]
    [InlineData("SELECT t.* EXCEPT (points), i FROM truck_stops AS t ARRAY JOIN [1, 2] AS i LEFT JOIN (SELECT 'T1' AS truck_id) AS u USING (truck_id) UNION ALL SELECT 'x', 1")]
    [InlineData("SELECT toTimeZone(now(), 'Asia/Shanghai'), toTimezone(now(), 'UTC'), wkt((1., 2.)), t.* REPLACE (round(points, 2) AS points) FROM truck_stops AS t")]
    [InlineData("WITH a AS (SELECT truck_id, points AS p FROM truck_stops), b AS (SELECT truck_id, sum(p) AS p FROM a GROUP BY truck_id), c AS (SELECT a.p AS p FROM a JOIN b USING truck_id), d AS (SELECT round(p) AS p FROM c) SELECT avg(p) AS p, p * 2 AS q, p + q AS r FROM d UNION ALL SELECT max(p) AS p, p AS q, q AS r FROM d")]
    [InlineData("SELECT geoToH3(121.5, 31.2, 8) AS cell, formatReadableSize(10), if(points > 1, 'a', 'b'), coalesce(NULL, 1) FROM truck_stops WHERE truck_id LIKE 'T%' AND points BETWEEN 1 AND 100")]
    public async Task What_a_scientist_writes_every_day_is_answered(string sql)
    {
        await using var server = await StartAsync();
        var answer = await AskAsync(server, sql);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
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
    [InlineData("SELECT * FROM merge('cityops', '.*')", "merge, which is not among")]
    [InlineData("SELECT * FROM loop('cityops', 'dwellings')", "loop, which is not among")]
    [InlineData("SELECT * FROM (EXPLAIN SELECT * FROM dwellings)", "viewExplain, which is not among")]
    [InlineData("SELECT dictGet('d', 'a', 1)", "dictGet, which is not among")]
    [InlineData("SELECT * APPLY(x -> (SELECT max(dwelling_key) FROM dwellings)) FROM (SELECT 1 AS a)", "APPLY")]
    [InlineData("SELECT t.* APPLY(file) FROM (SELECT '/etc/hostname' AS a) AS t", "APPLY")]
    [InlineData("SELECT * REPLACE ((SELECT max(dwelling_key) FROM dwellings) AS a) FROM (SELECT 1 AS a)", "dwellings, which is closed")]
    [InlineData("SELECT * REPLACE (file('/etc/hostname') AS a) FROM (SELECT 1 AS a)", "file reaches out of the warehouse")]
    [InlineData("SELECT CAST(1, concat('Tuple(', repeat('UInt8,', 100000), 'UInt8)'))", "takes a type that is reckoned")]
    [InlineData("SELECT JSONExtract('{}', 'a', repeat('Array(', 100))", "takes a type that is reckoned")]
    [InlineData("SELECT max(editDistance(repeat('ab', 8000), toString(number))) FROM numbers(250)", "editDistance, which is not among")]
    [InlineData("SELECT hasAll(range(100000), range(100000))", "hasAll, which is not among")]
    [InlineData("SELECT formatRow('Parquet', 1)", "formatRow, which is not among")]
    [InlineData("SELECT arrayMap(file, ['/etc/hostname'])", "file, which is not among")]
    [InlineData("SELECT arrayMap(FILE, ['/etc/hostname'])", "FILE, which is not among")]
    [InlineData("SELECT filesystemAvailable()", "filesystemAvailable, which is not among")]
    [InlineData("SELECT * FROM format('Values', 'a String', '((select toString(max(dwelling_key)) from cityops.dwellings))')", "format, which is not among")]
    [InlineData("SELECT format('{}', 'a')", "format, which is not among")]
    [InlineData("SELECT * FROM values('a String, b UInt8 DEFAULT length(file(\\'/etc/hostname\\'))', ('1', 1))", "values, which is not among")]
    [InlineData("SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, repeat('a', 2000) FROM numbers(10000)", "more than 20 MB")]
    [InlineData("SELECT sleep(3)", "sleep, which is not among")]
    [InlineData("SELECT * FROM generateRandom('a String')", "generateRandom, which is not among")]
    [InlineData("SELECT getSetting('max_threads')", "getSetting, which is not among")]
    [InlineData("SELECT chdb('SELECT 1')", "chdb, which is not among")]
    [InlineData("SELECT aiGenerate('x')", "aiGenerate, which is not among")]
    [InlineData("SELECT nothingSuch(1)", "nothingSuch, which is not among")]
    [InlineData("SELECT * FROM {t:Identifier}", "ClickHouse says")]
    [InlineData("SELECT repeat('a', 10000) FROM numbers(10000)", "more than 20 MB")]
    [InlineData("SELECT length(groupArray(repeat('a', 10000))) FROM numbers(300000)", "ClickHouse says")]
    [InlineData("SELECT * FROM system.tables", "system.tables, which is closed")]
    [InlineData("SELECT name IN system.users FROM truck_stops", "system.users, which is closed")]
    [InlineData("SELECT 1 SETTINGS max_execution_time = 9999", "a part (Set)")]
    [InlineData("SELECT 1) UNION ALL SELECT * FROM (SELECT 2", "not one SELECT")]
    [InlineData("SELECT 1); DROP TABLE truck_stops; SELECT (1", "ClickHouse says")]
    [InlineData("DROP TABLE truck_stops", "ClickHouse says")]
    [InlineData("INSERT INTO truck_stops VALUES ('T9', 1)", "ClickHouse says")]
    [InlineData("SELECT * FROM truck_stops INTO OUTFILE '/tmp/x'", "ClickHouse says")]
    [InlineData("SELECT nothing FROM truck_stops", "ClickHouse says")]
    [InlineData("SELECT * FROM dwelling", "ClickHouse says")]
    public async Task What_reaches_further_is_400_says_why_and_reads_nothing(string sql, string said)
    {
        await using var server = await StartAsync();
        var answer = await AskAsync(server, sql);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("Maybe you meant", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(said, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1ul, await engine.Warehouse.QueryAsync("SELECT count() FROM truck_stops", WarehouseParameters.None, row => row.GetFieldValue<ulong>(0), default).SingleAsync());
        Assert.True(said is "ClickHouse says" or "more than 20 MB" || (await AuditedAsync(server))[0].Subject.EndsWith(" refused", StringComparison.Ordinal));
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
    public async Task Where_nobody_decided_for_it_there_is_no_SQL()
    {
        await using var server = await Server.StartAsync(web: "/nonexistent", services: services => services.AddSingleton(engine.Warehouse));
        var answer = await AskAsync(server, "SELECT 1 AS one");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("CityOps:Dashboards:Sql", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client(Roles.Scientist).GetAsync("/api/v1/sql/tables")).StatusCode);
        Assert.Empty(await AuditedAsync(server));
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
            services.Configure<DashboardsOptions>(o => o.Dashboards.Sql = true);
            services.AddSingleton(Options.Create(new WarehouseOptions()));
        });
    }
}
