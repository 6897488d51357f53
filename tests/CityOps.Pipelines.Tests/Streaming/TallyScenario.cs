using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse.Migrations;

namespace CityOps.Pipelines.Tests.Streaming;

/// <summary>A scenario that counts each meter's readings and links, and suspects every meter with more than a few readings.</summary>
internal sealed class TallyScenario : IScenario
{
    public string Name => "tally";

    public void Contribute(IScenarioParts parts)
    {
        parts.Add(new WarehouseMigration(
            Name,
            1,
            "tally",
            ["CREATE TABLE IF NOT EXISTS tally (meter_key UInt64, readings Int64, links Int64, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY meter_key"]));
        parts.Add(new StreamProcessorPart("tally", "meter-readings", ["meter-links"], (_, state) => new TallyProcessor(state)));
    }
}

internal sealed class TallyProcessor : IStreamProcessor
{
    private const int Few = 10;

    private readonly Dictionary<ulong, int> _readings;
    private readonly Dictionary<ulong, int> _links = [];

    public TallyProcessor(ReadOnlyMemory<byte> state)
    {
        _readings = state.IsEmpty ? [] : JsonSerializer.Deserialize<Dictionary<ulong, int>>(state.Span)!;
    }

    public void RestoreReference(string contract, LogRecord record) => Count(_links, record, Some.Links);

    public Emissions OnReference(string contract, LogRecord record) => Of(Count(_links, record, Some.Links).Where(_readings.ContainsKey));

    public Emissions OnBatch(LogBatch batch) => Of(batch.Records.SelectMany(record => Count(_readings, record, Some.Readings)).ToHashSet());

    public ReadOnlyMemory<byte> SaveState() => JsonSerializer.SerializeToUtf8Bytes(_readings);

    private static HashSet<ulong> Count(Dictionary<ulong, int> counts, LogRecord record, Contracts.Schema.ContractSchema schema)
    {
        var meters = new HashSet<ulong>();
        using var rows = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, schema);
        foreach (var meter in rows.Rows.Keys("meter_key"))
        {
            counts[meter] = counts.GetValueOrDefault(meter) + 1;
            meters.Add(meter);
        }

        return meters;
    }

    private Emissions Of(IEnumerable<ulong> changed)
    {
        var meters = changed.ToList();
        if (meters.Count == 0)
        {
            return Emissions.None;
        }

        var suspicions = meters.Where(m => _readings[m] > Few).Select(SuspicionOf).ToList();
        return new Emissions([new TableRows("tally", Rows(meters))], suspicions);
    }

    private RecordBatch Rows(List<ulong> meters)
    {
        var schema = new Schema(
            [
                new Field("meter_key", UInt64Type.Default, nullable: false),
                new Field("readings", Int64Type.Default, nullable: false),
                new Field("links", Int64Type.Default, nullable: false),
                new Field("version", UInt64Type.Default, nullable: false),
            ],
            metadata: null);
        IArrowArray[] columns =
        [
            new UInt64Array.Builder().AppendRange(meters).Build(),
            new Int64Array.Builder().AppendRange(meters.Select(m => (long)_readings[m])).Build(),
            new Int64Array.Builder().AppendRange(meters.Select(m => (long)_links.GetValueOrDefault(m))).Build(),
            new UInt64Array.Builder().AppendRange(meters.Select(Revision)).Build(),
        ];
        return new RecordBatch(schema, columns, meters.Count);
    }

    private ulong Revision(ulong meter) => (ulong)(_readings[meter] + _links.GetValueOrDefault(meter));

    private Suspicion SuspicionOf(ulong meter) => new(
        $"tally-{meter}", "tally", meter.ToString(System.Globalization.CultureInfo.InvariantCulture), Some.Midnight, (long)Revision(meter), SuspicionState.Open, 0.5, "{}", ModelVersion: null, FoundLate: false);
}
