using System.Globalization;
using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;
using Column = CityOps.Contracts.Schema.Column;

namespace CityOps.Contracts.Tests;

/// <summary>Test data with nothing special about it.</summary>
internal static class Some
{
    public const string ReadingsHeader = "meter_id,dwelling_id,utility,read_at,register,register_code\n";

    public static ContractCatalog Catalog { get; } = new(new ScenarioCatalog([]));

    public static ContractSchema Readings => Catalog["meter-readings"];

    public static DateTimeOffset Instant { get; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static MeterReading Reading(int index = 0) =>
        new($"m{index}", index % 2 == 0 ? $"d{index}" : null, Utility.Water, Instant.AddHours(index), index / 8.0);

    /// <summary>A valid batch of any contract, from a seed: every kind of value that its columns take, unknowns among them.</summary>
    public static RecordBatch Batch(ContractSchema schema, int seed, int rows)
    {
        var random = new Random(seed);
        var builders = ColumnBuilder.For(schema);
        for (var row = 0; row < rows; row++)
        {
            foreach (var builder in builders)
            {
                var optional = builder.Column is { Required: false, Default: null };
                var wrong = optional && random.Next(4) == 0 ? builder.TryAppendMissing() : Append(builder, random);
                Assert.Null(wrong);
            }
        }

        return new RecordBatch(schema.Arrow, builders.Select(builder => builder.Build()), rows);
    }

    public static async Task<(string Rows, List<RejectedRow> Rejected)> DecodeAsync(
        WireFormat format, ContractSchema schema, Stream body, DecodeLimits? limits = null)
    {
        var csv = new StringBuilder();
        var rejected = new List<RejectedRow>();
        await foreach (var part in ContractDecoders.For(format).DecodeAsync(body, schema, limits ?? DecodeLimits.Default, CancellationToken.None))
        {
            csv.Append(AsLines(schema, part.Rows));
            rejected.AddRange(part.Rejected);
            part.Dispose();
        }

        return (csv.ToString(), rejected);
    }

    public static Task<(string Rows, List<RejectedRow> Rejected)> DecodeAsync(WireFormat format, ContractSchema schema, string body, DecodeLimits? limits = null) =>
        DecodeAsync(format, schema, new MemoryStream(Encoding.UTF8.GetBytes(body)), limits);

    /// <summary>The rows as JSON lines: what tests compare.</summary>
    public static string AsLines(ContractSchema schema, RecordBatch batch) => Encoding.UTF8.GetString(ContractEncoders.Encode(WireFormat.JsonLines, schema, [batch]));

    private static Refusal? Append(ColumnBuilder builder, Random random)
    {
        var column = builder.Column;
        switch (column.Type)
        {
            case ColumnType.Choice:
                return builder.TryAppend(Encoding.UTF8.GetBytes(column.Choices[random.Next(column.Choices.Count)]));
            case ColumnType.Instant:
                return builder.TryAppendInstant(random.NextInt64(0, 7_289_654_399_999));
            case ColumnType.Number:
                var (min, max) = (Math.Max(column.Min, -1e9), Math.Min(column.Max, 1e9));
                return builder.TryAppend(random.Next(5) == 0 ? min : min + (random.NextDouble() * (max - min)));
            case ColumnType.Integer:
                return builder.TryAppend(random.NextInt64((long)Math.Max(column.Min, long.MinValue / 2), (long)Math.Min(column.Max, long.MaxValue / 2)));
            case ColumnType.Key:
                return builder.TryAppend((ulong)random.NextInt64());
            case ColumnType.Flag:
                return builder.TryAppend(random.Next(2) == 0);
            default:
                return builder.TryAppend(Encoding.UTF8.GetBytes(Text(random, column)));
        }
    }

    private static string Text(Random random, Column column)
    {
        if (column.Form != TextForm.Free)
        {
            var (lon, lat) = (random.Next(-170, 170), random.Next(-80, 80));
            return column.Form switch
            {
                TextForm.Area => string.Create(CultureInfo.InvariantCulture, $"POLYGON(({lon} {lat}, {lon + 1} {lat}, {lon} {lat + 1}, {lon} {lat}))"),
                TextForm.Line => string.Create(CultureInfo.InvariantCulture, $"LINESTRING({lon} {lat}, {lon + 1} {lat})"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{random.Next(24):00}:{random.Next(60):00}"),
            };
        }

        string[] pieces = ["a", "浦东新区", ",", "\"", " ", "\\", "😀", "é", "{}", "'", "1.0", "-", column.MaxLength > 64 ? "\r\n" : ";"];
        var text = new StringBuilder(random.Next(1_000).ToString(CultureInfo.InvariantCulture));
        for (var count = random.Next(4); count > 0; count--)
        {
            text.Append(pieces[random.Next(pieces.Length)]);
        }

        return text.Length <= column.MaxLength ? text.ToString() : text.ToString(0, 1);
    }
}
