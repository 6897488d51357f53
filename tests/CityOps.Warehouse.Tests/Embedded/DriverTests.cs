using System.Net;
using System.Text;
using CityOps.Tests.Shared;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO;

namespace CityOps.Warehouse.Tests.Embedded;

/// <summary>The official driver against the embedded engine, with the driver's own defaults (compression on).</summary>
public sealed class DriverTests(EngineFixture engine) : IDisposable
{
    private readonly ClickHouseClient _client = new(engine.ConnectionString);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Bulk_insert_puts_every_row_in_over_several_batches()
    {
        var table = await CreateAsync("id UInt64, name LowCardinality(String), at DateTime64(3, 'UTC'), value Nullable(Float64)", "id");
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var rows = Enumerable.Range(0, 25_000).Select(i => new object[] { (ulong)i, "n" + (i % 10), start.AddSeconds(i), i % 3 == 0 ? null! : i / 2.0 });

        var inserted = await _client.InsertBinaryAsync(table, ["id", "name", "at", "value"], rows, new InsertOptions { BatchSize = 10_000 });

        Assert.Equal(25_000, inserted);
        Assert.Equal(25_000UL, await _client.ExecuteScalarAsync($"SELECT count() FROM {table}"));
        Assert.Equal(8_334UL, await _client.ExecuteScalarAsync($"SELECT countIf(value IS NULL) FROM {table}"));
        Assert.Equal(start.AddSeconds(24_999), await _client.ExecuteScalarAsync($"SELECT max(at) FROM {table}"));
    }

    [Theory]
    [InlineData("toUInt8(200)", (byte)200)]
    [InlineData("toInt8(-5)", (sbyte)-5)]
    [InlineData("toUInt16(60000)", (ushort)60000)]
    [InlineData("toInt64(-9000000000)", -9000000000L)]
    [InlineData("toUInt64(18446744073709551615)", ulong.MaxValue)]
    [InlineData("toFloat32(1.5)", 1.5f)]
    [InlineData("0.1", 0.1)]
    [InlineData("'长宁区 \\0 \\' \"'", "长宁区 \0 ' \"")]
    [InlineData("true", true)]
    [InlineData("CAST(NULL AS Nullable(Int32))", null)]
    public async Task Reader_gives_each_simple_type(string expression, object? expected)
    {
        var value = await _client.ExecuteScalarAsync($"SELECT {expression}");

        Assert.Equal(expected ?? DBNull.Value, value);
    }

    [Fact]
    public async Task Reader_gives_compound_types()
    {
        using var reader = await _client.ExecuteReaderAsync(
            """
            SELECT toDate('2026-02-28'), toDateTime64('2026-02-28 12:34:56.789', 3, 'UTC'), toDecimal64('12.345', 3), toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0'),
                   [1, 2, 3], map('a', 1), tuple(1, 'x'), toIPv4('10.0.0.1'), CAST('b' AS Enum8('a' = 1, 'b' = 2)), toFixedString('abc', 3)
            """);

        Assert.True(await reader.ReadAsync());
        Assert.Equal(new DateTime(2026, 2, 28), reader.GetDateTime(0));
        Assert.Equal(new DateTime(2026, 2, 28, 12, 34, 56, 789), reader.GetDateTime(1));
        Assert.Equal(12.345m, reader.GetDecimal(2));
        Assert.Equal(Guid.Parse("61f0c404-5cb3-11e7-907b-a6006ad3dba0"), reader.GetGuid(3));
        Assert.Equal(new byte[] { 1, 2, 3 }, reader.GetValue(4));
        Assert.Equal((byte)1, ((Dictionary<string, byte>)reader.GetValue(5))["a"]);
        Assert.Equal(IPAddress.Parse("10.0.0.1"), reader.GetValue(7));
        Assert.Equal("b", reader.GetString(8));
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task Reader_of_an_empty_answer_still_knows_its_columns()
    {
        using var reader = await _client.ExecuteReaderAsync("SELECT 1 AS a, 'x' AS b WHERE 1 = 0");

        Assert.Equal(2, reader.FieldCount);
        Assert.Equal("b", reader.GetName(1));
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task Reader_joins_an_answer_of_many_blocks()
    {
        using var reader = await _client.ExecuteReaderAsync("SELECT number, toString(number) FROM numbers(300000) SETTINGS max_block_size = 7000");

        ulong sum = 0;
        var rows = 0;
        while (await reader.ReadAsync())
        {
            sum += (ulong)reader.GetValue(0);
            rows++;
        }

        Assert.Equal(300_000, rows);
        Assert.Equal(300_000UL * 299_999 / 2, sum);
    }

    [Fact]
    public async Task Blocks_without_rows_do_not_end_an_answer()
    {
        var count = 0;
        using var reader = await _client.ExecuteReaderAsync("SELECT number FROM numbers(3000000) WHERE number % 1000000 = 999999 SETTINGS max_block_size = 1000");
        while (await reader.ReadAsync())
        {
            count++;
        }

        Assert.Equal(3, count);
    }

    [Fact]
    public async Task Raw_stream_in_json_is_read_as_it_is()
    {
        using var result = await _client.ExecuteRawResultAsync("SELECT number AS n FROM numbers(2) FORMAT JSONEachRow");

        Assert.Equal("{\"n\":0}\n{\"n\":1}\n", await result.ReadAsStringAsync());
    }

    [Fact]
    public async Task Raw_stream_inserts_in_a_format()
    {
        var table = await CreateAsync("id UInt64, name String", "id");
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes("1,a\n2,b\n"));

        using var _ = await _client.InsertRawStreamAsync(table, csv, "CSV", ["id", "name"]);

        Assert.Equal(2UL, await _client.ExecuteScalarAsync($"SELECT count() FROM {table}"));
    }

    [Theory]
    [InlineData("SELECT * FROM no_such_table", 60, "UNKNOWN_TABLE")]
    [InlineData("SELEC 1", 62, "SYNTAX_ERROR")]
    [InlineData("SELECT no_such_column FROM system.one", 47, "UNKNOWN_IDENTIFIER")]
    [InlineData("SELECT throwIf(1)", 395, "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO")]
    [InlineData("CREATE TABLE x (a Int32) ENGINE = NoSuchEngine", 56, "UNKNOWN_STORAGE")]
    public async Task Errors_carry_code_and_name(string sql, int code, string name)
    {
        var error = await Assert.ThrowsAsync<ClickHouseServerException>(() => _client.ExecuteNonQueryAsync(sql));

        Assert.Equal(code, error.ErrorCode);
        Assert.Contains($"({name})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_in_the_middle_of_an_answer_is_an_error_with_its_reason()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var reader = await _client.ExecuteReaderAsync("SELECT throwIf(number = 500000), number FROM numbers(1000000)");
            while (await reader.ReadAsync())
            {
            }
        });

        Assert.Contains("FUNCTION_THROW_IF", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("lz4")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task Answers_come_in_each_encoding(string encoding)
    {
        using var reader = await _client.ExecuteReaderAsync("SELECT toString(number) FROM numbers(100000)", null, new QueryOptions { AcceptEncoding = encoding });

        var rows = 0;
        while (await reader.ReadAsync())
        {
            Assert.Equal(rows.ToString(System.Globalization.CultureInfo.InvariantCulture), reader.GetString(0));
            rows++;
        }

        Assert.Equal(100_000, rows);
    }

    [Fact]
    public async Task Session_keeps_temporary_tables_and_settings_that_others_do_not_see()
    {
        using var session = new ClickHouseClient(new ClickHouseClientSettings(engine.ConnectionString) { UseSession = true, SessionId = Guid.NewGuid().ToString() });

        await session.ExecuteNonQueryAsync("CREATE TEMPORARY TABLE mine (a Int32)");
        await session.ExecuteNonQueryAsync("INSERT INTO mine VALUES (1), (2)");
        await session.ExecuteNonQueryAsync("SET max_threads = 3");

        Assert.Equal(2UL, await session.ExecuteScalarAsync("SELECT count() FROM mine"));
        Assert.Equal("3", await session.ExecuteScalarAsync("SELECT value FROM system.settings WHERE name = 'max_threads'"));
        Assert.NotEqual("3", await _client.ExecuteScalarAsync("SELECT value FROM system.settings WHERE name = 'max_threads'"));
        var error = await Assert.ThrowsAsync<ClickHouseServerException>(() => _client.ExecuteScalarAsync("SELECT count() FROM mine"));
        Assert.Equal(60, error.ErrorCode);
    }

    [Fact]
    public async Task Settings_of_one_request_do_not_reach_the_next_and_unknown_ones_are_left_out()
    {
        var options = new QueryOptions { CustomSettings = new Dictionary<string, object> { ["max_block_size"] = 77, ["no_such_setting_at_all"] = 1 } };

        var inside = await _client.ExecuteScalarAsync("SELECT value FROM system.settings WHERE name = 'max_block_size'", null, options);
        var after = await _client.ExecuteScalarAsync("SELECT value FROM system.settings WHERE name = 'max_block_size'");

        Assert.Equal("77", inside);
        Assert.NotEqual("77", after);
    }

    [Fact]
    public async Task Ping_is_answered()
    {
        Assert.True(await _client.PingAsync());
    }

    private async Task<string> CreateAsync(string columns, string key)
    {
        var table = Some.TableName();
        await _client.ExecuteNonQueryAsync($"CREATE TABLE {table} ({columns}) ENGINE = MergeTree ORDER BY {key}");
        return table;
    }
}
