using Apache.Arrow;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;

namespace CityOps.Pipelines.Tests;

/// <summary>Test data.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static ContractSchema Readings { get; } = ContractReader.Read<MeterReading>().Keyed;

    public static ContractSchema Links { get; } = ContractReader.Read<MeterLink>().Keyed;

    public static Reading Reading(DateTimeOffset at, double register, ulong meter = 1, ulong dwelling = 11, string utility = "water", string code = "total") =>
        new(meter, dwelling, utility, code, at, register);

    /// <summary>A batch of keyed <c>meter-readings</c>.</summary>
    public static RecordBatch Batch(IReadOnlyList<Reading> readings) => Of(
        Readings,
        readings.Count,
        new()
        {
            ["meter_key"] = Keys(readings.Select(r => r.Meter)),
            ["dwelling_key"] = Keys(readings.Select(r => r.Dwelling)),
            ["utility"] = Texts(readings.Select(r => r.Utility)),
            ["register_code"] = Texts(readings.Select(r => r.Code)),
            ["read_at"] = Instants(readings.Select(r => (DateTimeOffset?)r.At)),
            ["register"] = Numbers(readings.Select(r => (double?)r.Register)),
        });

    /// <summary>A batch of keyed <c>meter-links</c>.</summary>
    public static RecordBatch Batch(IReadOnlyList<Link> links) => Of(
        Links,
        links.Count,
        new()
        {
            ["meter_key"] = Keys(links.Select(l => l.Meter)),
            ["dwelling_key"] = Keys(links.Select(l => l.Dwelling)),
            ["share"] = Texts(links.Select(l => l.Share)),
            ["tariff"] = Texts(links.Select(l => l.Tariff)),
            ["match_confidence"] = Numbers(links.Select(l => l.Confidence)),
            ["valid_from"] = Instants(links.Select(l => (DateTimeOffset?)l.From)),
            ["valid_to"] = Instants(links.Select(l => l.To)),
        });

    /// <summary>Each meter's register at every whole hour from midnight.</summary>
    public static Reading[] Hourly(int meters, int hours) =>
    [
        .. from meter in Enumerable.Range(1, meters)
           from hour in Enumerable.Range(0, hours)
           select Reading(Midnight.AddHours(hour), (meter * 100) + (hour * 0.5), (ulong)meter, (ulong)meter + 1000),
    ];

    private static RecordBatch Of(ContractSchema schema, int rows, Dictionary<string, IArrowArray> columns) =>
        new(schema.Arrow, schema.Columns.Select(c => columns[c.Name]), rows);

    private static UInt64Array Keys(IEnumerable<ulong> values) => new UInt64Array.Builder().AppendRange(values).Build();

    private static StringArray Texts(IEnumerable<string> values) => new StringArray.Builder().AppendRange(values).Build();

    private static DoubleArray Numbers(IEnumerable<double?> values)
    {
        var builder = new DoubleArray.Builder();
        foreach (var value in values)
        {
            _ = value is { } number ? builder.Append(number) : builder.AppendNull();
        }

        return builder.Build();
    }

    private static TimestampArray Instants(IEnumerable<DateTimeOffset?> values)
    {
        var builder = new TimestampArray.Builder(new Apache.Arrow.Types.TimestampType(Apache.Arrow.Types.TimeUnit.Millisecond, "UTC"));
        foreach (var value in values)
        {
            _ = value is { } instant ? builder.Append(instant) : builder.AppendNull();
        }

        return builder.Build();
    }
}

internal sealed record Reading(ulong Meter, ulong Dwelling, string Utility, string Code, DateTimeOffset At, double Register);

internal sealed record Link(ulong Meter, ulong Dwelling, DateTimeOffset From, DateTimeOffset? To = null, string Share = "own", double? Confidence = 1, string Tariff = "residential");
