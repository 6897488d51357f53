using CityOps.Tests.Shared;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO.Parameters;

namespace CityOps.Warehouse.Tests.Embedded;

/// <summary>Parameters of the official driver; another binding of libchdb was seen to abort when they are bound concurrently.</summary>
public sealed class DriverParameterTests(EngineFixture engine) : IDisposable
{
    private readonly ClickHouseClient _client = new(engine.ConnectionString);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Parameters_are_bound_by_type_and_never_run_as_sql()
    {
        var parameters = Parameters(("s", "a' OR 1=1; DROP TABLE x -- \\ \t \n 渣土车"), ("n", 42UL), ("xs", new[] { 1, 2, 3 }), ("missing", null), ("at", new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc)));

        using var reader = await _client.ExecuteReaderAsync(
            "SELECT {s:String}, {n:UInt64}, {xs:Array(Int32)}, {missing:Nullable(String)}, {at:DateTime64(3, 'UTC')}", parameters);

        Assert.True(await reader.ReadAsync());
        Assert.Equal("a' OR 1=1; DROP TABLE x -- \\ \t \n 渣土车", reader.GetString(0));
        Assert.Equal(42UL, reader.GetValue(1));
        Assert.Equal(new[] { 1, 2, 3 }, reader.GetValue(2));
        Assert.True(reader.IsDBNull(3));
        Assert.Equal(new DateTime(2026, 3, 1, 8, 0, 0), reader.GetDateTime(4));
    }

    [Fact]
    public async Task Parameters_may_stand_in_the_values_of_an_insert()
    {
        var table = await CreateAsync("id UInt64, name String", "id");

        await _client.ExecuteNonQueryAsync($"INSERT INTO {table} VALUES ({{id:UInt64}}, {{name:String}})", Parameters(("id", 7UL), ("name", "x');")));
        await _client.ExecuteNonQueryAsync($"INSERT INTO {table} VALUES (8, 'y'), (9, 'z');");

        Assert.Equal("x');", await _client.ExecuteScalarAsync($"SELECT name FROM {table} WHERE id = 7"));
        Assert.Equal(3UL, await _client.ExecuteScalarAsync($"SELECT count() FROM {table}"));
    }

    [Fact]
    public async Task Concurrent_queries_with_parameters_each_get_their_own_answer()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, token) =>
        {
            var value = await _client.ExecuteScalarAsync("SELECT {a:UInt64} + count() FROM numbers({b:UInt64})", Parameters(("a", (ulong)i), ("b", 1000UL)), null, token);
            Assert.Equal((ulong)i + 1000, value);
        });
    }

    [Fact]
    public async Task Concurrent_statements_that_write_with_parameters_all_go_in()
    {
        var table = await CreateAsync("id UInt64, name String", "id");

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, token) =>
            await _client.ExecuteNonQueryAsync(
                $"INSERT INTO {table} SELECT {{first:UInt64}} + number, {{name:String}} FROM numbers(10)", Parameters(("first", (ulong)i * 10), ("name", "n" + i)), null, token));

        Assert.Equal(2_000UL, await _client.ExecuteScalarAsync($"SELECT uniqExact(id) FROM {table} WHERE name = 'n' || toString(intDiv(id, 10))"));
    }

    private static ClickHouseParameterCollection Parameters(params (string Name, object? Value)[] values)
    {
        var parameters = new ClickHouseParameterCollection();
        foreach (var (name, value) in values)
        {
            parameters.Add(new ClickHouseDbParameter { ParameterName = name, Value = value });
        }

        return parameters;
    }

    private async Task<string> CreateAsync(string columns, string key)
    {
        var table = Some.TableName();
        await _client.ExecuteNonQueryAsync($"CREATE TABLE {table} ({columns}) ENGINE = MergeTree ORDER BY {key}");
        return table;
    }
}
