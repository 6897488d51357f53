using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Tests.Validation;

/// <summary>Identifiers lose the blanks at their ends, in every format alike, and nothing else.</summary>
public sealed class IdentifierTests
{
    private static readonly string[] Blanks =
        [" ", "\t", "\n", "\r\n", "\u0085", "\u00A0", "\u1680", "\u180E", "\u2003", "\u200B", "\u200E", "\u2028", "\u202F", "\u2060", "\u2066", "\u3000", "\uFEFF"];

    public static TheoryData<WireFormat> Formats => [.. Enum.GetValues<WireFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_padded_identifier_is_the_same_identifier(WireFormat format)
    {
        string[] meters = [.. Blanks.SelectMany(blank => new[] { blank + "H-1001", "H-1001" + blank, blank + blank + "H-1001" + blank }), " \u3000\uFEFFH-1001\u00A0 "];

        var (rows, rejected) = await DecodeAsync(format, meters, dwellings: [.. meters.Select(_ => "D 1")]);

        Assert.Empty(rejected);
        Assert.All(rows, row => Assert.Contains("\"meter_id\":\"H-1001\",\"dwelling_id\":\"D 1\"", row, StringComparison.Ordinal));
        Assert.Equal(meters.Length, rows.Length);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_is_inside_stays_and_so_do_width_case_and_composition(WireFormat format)
    {
        string[] meters = ["H  1001", "H\u30001001", "Ｈ-１００１", "h-1001", "e\u0301", "\u00E9", "表"];

        var (rows, rejected) = await DecodeAsync(format, meters, dwellings: [.. meters.Select(_ => "d")]);

        Assert.Empty(rejected);
        Assert.Equal(meters, rows.Select(row => System.Text.Json.JsonDocument.Parse(row).RootElement.GetProperty("meter_id").GetString()));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task An_identifier_of_blanks_only_is_a_missing_one(WireFormat format)
    {
        var (rows, rejected) = await DecodeAsync(format, meters: ["m", " \u3000", "m"], dwellings: ["\u00A0", "d", "d"]);

        Assert.Equal(2, rows.Length);
        Assert.DoesNotContain("dwelling_id", rows[0], StringComparison.Ordinal);
        var row = Assert.Single(rejected);
        Assert.Equal((2L, "meter_id", RefusalCode.Missing), (row.Row, row.Field, row.Refusal.Code));
    }

    [Fact]
    public async Task Blanks_count_not_towards_the_length()
    {
        var id = new string('表', 64);

        Assert.Empty((await DecodeAsync(WireFormat.Csv, [$"   {id}\u3000"], ["d"])).Rejected);
        Assert.Equal(RefusalCode.TooLong, Assert.Single((await DecodeAsync(WireFormat.Csv, [$" {id}1"], ["d"])).Rejected).Refusal.Code);
    }

    [Fact]
    public void Every_column_that_names_something_is_an_identifier()
    {
        var columns = Some.Catalog.All.Where(c => !c.IsInternal).SelectMany(c => c.Columns).Where(c => c.Type is ColumnType.Text).ToList();

        Assert.All(columns.Where(c => c.Name.EndsWith("_id", StringComparison.Ordinal) || c.Name.EndsWith("_ref", StringComparison.Ordinal) || c.Protection is Protection.ScenarioSubject),
            column => Assert.True(column.IsIdentifier, column.Name));
        Assert.Contains(columns, c => c is { Name: "plate", IsIdentifier: true });
        Assert.All(columns.Where(c => c.Name is "address" or "contact" or "name" or "polygon_wkt"), column => Assert.False(column.IsIdentifier, column.Name));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Random_rows_of_every_contract_with_random_blanks_are_the_rows_without_them(WireFormat format)
    {
        foreach (var schema in Some.Catalog.All.Where(c => !c.IsInternal))
        {
            for (var seed = 0; seed < 20; seed++)
            {
                using var plain = Some.Batch(schema, seed, rows: 12);
                using var padded = Padded(plain, schema, new Random(seed));

                var (rows, rejected) = await Some.DecodeAsync(format, schema, new MemoryStream(ContractEncoders.Encode(format, schema, [padded])));

                Assert.Empty(rejected);
                Assert.Equal(Some.AsLines(schema, plain), rows);
            }
        }
    }

    [Fact]
    public void Random_bytes_are_trimmed_as_the_text_that_they_are()
    {
        var random = new Random(7);
        for (var run = 0; run < 20_000; run++)
        {
            var bytes = Encoding.UTF8.GetBytes(Pad(random) + (random.Next(3) == 0 ? "" : "x") + Pad(random));
            if (random.Next(4) == 0 && bytes.Length > 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var trimmed = IdentifierText.Trim(bytes).ToArray();

            Assert.Equal(trimmed, IdentifierText.Trim(trimmed).ToArray());
            Assert.True(!System.Text.Unicode.Utf8.IsValid(bytes) || Encoding.UTF8.GetString(trimmed) == IdentifierText.Trim(Encoding.UTF8.GetString(bytes)));
            Assert.Equal(trimmed.Length != bytes.Length, IdentifierText.IsPadded(bytes));
            Assert.True(bytes.AsSpan().IndexOf(trimmed) >= 0);
        }
    }

    private static RecordBatch Padded(RecordBatch plain, ContractSchema schema, Random random)
    {
        var columns = schema.Columns.Select((column, ordinal) => column.IsIdentifier ? Padded((StringArray)plain.Column(ordinal), random) : plain.Column(ordinal));
        return new RecordBatch(schema.Arrow, columns, plain.Length);
    }

    private static StringArray Padded(StringArray texts, Random random)
    {
        var padded = new StringArray.Builder();
        for (var row = 0; row < texts.Length; row++)
        {
            padded = texts.TextAt(row) is { } text ? padded.Append(Pad(random) + text + Pad(random)) : padded.AppendNull();
        }

        return padded.Build();
    }

    private static string Pad(Random random) => string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => Blanks[random.Next(Blanks.Length)]));

    private static async Task<(string[] Rows, List<RejectedRow> Rejected)> DecodeAsync(WireFormat format, string[] meters, string[] dwellings)
    {
        var rows = RowBatch.From(meters.Zip(dwellings, (meter, dwelling) => Some.Reading() with { MeterId = meter, DwellingId = dwelling }));
        var (lines, rejected) = await Some.DecodeAsync(format, Some.Readings, new MemoryStream(ContractEncoders.Encode(format, Some.Readings, [rows])));
        return (lines.Split('\n', StringSplitOptions.RemoveEmptyEntries), rejected);
    }
}
