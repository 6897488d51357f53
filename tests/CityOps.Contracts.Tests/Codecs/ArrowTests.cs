using System.Text;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using CityOps.Contracts.Codecs;

namespace CityOps.Contracts.Tests.Codecs;

public sealed class ArrowTests
{
    private const string Row = """{"meter_id":"m1","utility":"water","read_at":"2026-03-01T08:00:00.000Z","register":1.5,"register_code":"total"}""" + "\n";
    private static readonly long Seconds = Some.Instant.ToUnixTimeSeconds();

    public static TheoryData<string> ReadAtTypes => ["s", "ms", "us", "ns", "zoned", "text"];

    [Theory]
    [MemberData(nameof(ReadAtTypes))]
    public async Task Instants_may_be_timestamps_of_any_unit_or_texts(string type)
    {
        IArrowArray readAt = type switch
        {
            "s" => Timestamps(TimeUnit.Second, null, Seconds),
            "ms" => Timestamps(TimeUnit.Millisecond, null, Seconds * 1_000),
            "us" => Timestamps(TimeUnit.Microsecond, "UTC", (Seconds * 1_000_000) + 999),
            "ns" => Timestamps(TimeUnit.Nanosecond, "+00:00", Seconds * 1_000_000_000),
            "zoned" => Timestamps(TimeUnit.Millisecond, "Europe/Madrid", Seconds * 1_000),
            _ => new StringArray.Builder().Append("2026-03-01T16:00:00+08:00").Build(),
        };
        var (rows, rejected) = await DecodeAsync(("meter_id", Text("m1")), ("utility", Text("water")), ("read_at", readAt), ("register", Doubles(1.5)));
        Assert.Empty(rejected);
        Assert.Equal(Row, rows);
    }

    [Fact]
    public async Task Words_may_be_dictionaries_and_numbers_of_any_width()
    {
        var utility = new DictionaryArray(
            new DictionaryType(Int8Type.Default, StringType.Default, ordered: false), new Int8Array.Builder().Append(1).Build(), new StringArray.Builder().Append("gas").Append("water").Build());
        var (rows, rejected) = await DecodeAsync(
            ("register", new FloatArray.Builder().Append(1.5f).Build()),
            ("utility", utility),
            ("meter_id", new Int32Array.Builder().Append(304).Build()),
            ("read_at", Timestamps(TimeUnit.Second, null, Seconds)),
            ("left_out", Text("x")));
        Assert.Empty(rejected);
        Assert.Equal(Row.Replace("m1", "304", StringComparison.Ordinal), rows);
    }

    [Fact]
    public async Task Bad_rows_are_listed_with_what_they_held()
    {
        var (rows, rejected) = await DecodeAsync(
            ("meter_id", Text("m0", "m1", null)),
            ("utility", Text("water", "water", "water")),
            ("read_at", Timestamps(TimeUnit.Second, null, Seconds, Seconds, Seconds)),
            ("register", Doubles(double.NaN, 1.5, 2)));
        Assert.Equal(Row, rows);
        Assert.Equal([(1, "register", "NaN"), (3, "meter_id", "")], rejected.Select(row => ((int)row.Row, row.Field, row.Value)));
        Assert.Contains("\"meter_id\":\"m0\"", Encoding.UTF8.GetString(rejected[0].Raw.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_without_a_required_column_is_refused()
    {
        var error = await Assert.ThrowsAsync<UndecodableBodyException>(() => DecodeAsync(("meter_id", Text("m1"))));
        Assert.Contains("lacks utility, read_at, register", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_of_a_type_that_cannot_serve_is_refused()
    {
        var lists = new ListArray.Builder(StringType.Default);
        lists.AppendNull();
        var error = await Assert.ThrowsAsync<UndecodableBodyException>(() => DecodeAsync(
            ("meter_id", lists.Build()), ("utility", Text("water")), ("read_at", Timestamps(TimeUnit.Second, null, Seconds)), ("register", Doubles(1))));
        Assert.Contains("cannot stand for the column meter_id", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ARROW1 what Feather files begin with")]
    [InlineData("meter_id,utility\n")]
    public async Task A_body_that_is_no_stream_is_refused(string body) =>
        await Assert.ThrowsAsync<UndecodableBodyException>(() => Some.DecodeAsync(WireFormat.Arrow, Some.Readings, body));

    [Theory]
    [InlineData(CompressionCodecType.Lz4Frame)]
    [InlineData(CompressionCodecType.Zstd)]
    public async Task Compressed_streams_are_read(CompressionCodecType codec)
    {
        using var batch = Some.Batch(Some.Readings, seed: 1, rows: 1_000);
        using var body = new MemoryStream();
        using (var writer = new ArrowStreamWriter(
            body, Some.Readings.Arrow, leaveOpen: true, new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = new CompressionCodecFactory() }))
        {
            await writer.WriteRecordBatchAsync(batch);
            await writer.WriteEndAsync();
        }

        body.Position = 0;
        Assert.Equal(Some.AsLines(Some.Readings, batch), (await Some.DecodeAsync(WireFormat.Arrow, Some.Readings, body)).Rows);
    }

    private static StringArray Text(params string?[] values) => new StringArray.Builder().AppendRange(values).Build();

    private static DoubleArray Doubles(params double[] values) => new DoubleArray.Builder().AppendRange(values).Build();

    private static TimestampArray Timestamps(TimeUnit unit, string? zone, params long[] values)
    {
        var buffer = new ArrowBuffer.Builder<long>().AppendRange(values).Build();
        return new TimestampArray(new TimestampType(unit, zone), buffer, ArrowBuffer.Empty, values.Length, 0, 0);
    }

    private static Task<(string Rows, List<RejectedRow> Rejected)> DecodeAsync(params (string Name, IArrowArray Array)[] columns)
    {
        var schema = new Apache.Arrow.Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, nullable: true)), metadata: null);
        var batch = new RecordBatch(schema, columns.Select(column => column.Array), columns[0].Array.Length);
        return Some.DecodeAsync(WireFormat.Arrow, Some.Readings, new MemoryStream(ArrowMessage.Encode(batch)));
    }
}
