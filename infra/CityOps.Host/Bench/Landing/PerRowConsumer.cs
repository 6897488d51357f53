using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.EventLog;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO;

namespace CityOps.Host.Bench.Landing;

/// <summary>
/// The consumer that one writes first: takes messages one by one, makes an object of each row, and copies every 100,000 of them in with
/// the driver's bulk copy. No parallel partitions, no checkpoint.
/// </summary>
internal sealed class PerRowConsumer(LandingPlan plan, string connectionString)
{
    private const int CopyRows = 100_000;

    private static readonly string[] Columns = ["meter_key", "dwelling_key", "utility", "read_at", "register", "register_code", "received_at", "version"];
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<long> RunAsync(IEventLog log, CancellationToken cancellationToken)
    {
        using var client = new ClickHouseClient(new ClickHouseClientSettings(connectionString));
        var copy = new InsertOptions { BatchSize = CopyRows };
        var rows = new List<object[]>(CopyRows);
        var copied = 0L;
        await foreach (var record in BenchLog.ReadAsync(log, plan, cancellationToken).SelectMany(batch => batch.Records.ToAsyncEnumerable()))
        {
            rows.AddRange(Read(record).Select((reading, row) => Values(reading, record, row)));
            if (rows.Count >= CopyRows)
            {
                await client.InsertBinaryAsync(BenchScenario.Table, Columns, rows, copy, cancellationToken);
                copied += rows.Count;
                rows.Clear();
            }

            if (copied + rows.Count >= LandingPlan.MaxPerRowRows)
            {
                break;
            }
        }

        await client.InsertBinaryAsync(BenchScenario.Table, Columns, rows, copy, cancellationToken);
        return copied + rows.Count;
    }

    private IEnumerable<Reading> Read(LogRecord record) => plan.Format is WireFormat.Arrow ? ReadArrow(record.Value) : ReadJson(record.Value);

    private static IEnumerable<Reading> ReadJson(ReadOnlyMemory<byte> value)
    {
        using var lines = new StreamReader(new MemoryStream(value.ToArray()));
        while (lines.ReadLine() is { Length: > 0 } line)
        {
            yield return JsonSerializer.Deserialize<Reading>(line, Json)!;
        }
    }

    private static IEnumerable<Reading> ReadArrow(ReadOnlyMemory<byte> value)
    {
        using var reader = new ArrowStreamReader(value);
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                var columns = new ArrowColumns(batch);
                for (var row = 0; row < batch.Length; row++)
                {
                    yield return columns.Row(row);
                }
            }
        }
    }

    private static object[] Values(Reading reading, LogRecord record, int row) =>
    [
        reading.MeterKey,
        reading.DwellingKey,
        reading.Utility,
        reading.ReadAt.UtcDateTime,
        reading.Register,
        reading.RegisterCode,
        record.AppendedAt.UtcDateTime,
        Pipelines.Landing.SourceOrder.Of(record.Offset, row),
    ];

    private sealed record Reading(ulong MeterKey, ulong DwellingKey, string Utility, DateTimeOffset ReadAt, double Register, string RegisterCode);

    private sealed class ArrowColumns(RecordBatch batch)
    {
        private readonly UInt64Array _meters = (UInt64Array)batch.ColumnOrNull("meter_key")!;
        private readonly UInt64Array _dwellings = (UInt64Array)batch.ColumnOrNull("dwelling_key")!;
        private readonly StringArray _utilities = batch.Texts("utility");
        private readonly TimestampArray _instants = (TimestampArray)batch.ColumnOrNull("read_at")!;
        private readonly DoubleArray _registers = (DoubleArray)batch.ColumnOrNull("register")!;
        private readonly StringArray _codes = batch.Texts("register_code");

        public Reading Row(int row) => new(
            _meters.Values[row],
            _dwellings.Values[row],
            _utilities.GetString(row),
            DateTimeOffset.FromUnixTimeMilliseconds(_instants.Values[row]),
            _registers.Values[row],
            _codes.GetString(row));
    }
}
