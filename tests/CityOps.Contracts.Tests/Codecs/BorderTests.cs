using System.Globalization;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;

namespace CityOps.Contracts.Tests.Codecs;

/// <summary>What all formats have in common: numbers of rows, empty bodies, instants in the future.</summary>
public sealed class BorderTests
{
    private const string Good = "m0,,water,2026-03-01T08:00:00Z,1,total\n";
    private const string Bad = "m0,,steam,2026-03-01T08:00:00Z,1,total\n";
    private const string GoodJson = """{"meter_id":"m0","utility":"water","read_at":"2026-03-01T08:00:00Z","register":1}""" + "\n";
    private const string BadJson = """{"meter_id":"m0","utility":"steam","read_at":"2026-03-01T08:00:00Z","register":1}""" + "\n";

    [Theory]
    [InlineData(Good + "\n\r\n" + Bad + Good + "\n" + Bad, new[] { 4L, 7L })]
    [InlineData("\n" + Bad + "\n\n\n", new[] { 2L })]
    public async Task Empty_lines_of_csv_count_as_an_editor_counts_them(string lines, long[] expected)
    {
        var body = Some.ReadingsHeader + lines;

        var (_, whole) = await Some.DecodeAsync(WireFormat.Csv, Some.Readings, body);
        var (_, pieces) = await Some.DecodeAsync(WireFormat.Csv, Some.Readings, new ChunkedStream(System.Text.Encoding.UTF8.GetBytes(body), 1), new DecodeLimits(RowsPerBatch: 1));

        Assert.Equal(expected, whole.Select(row => row.Row));
        Assert.Equal(expected, pieces.Select(row => row.Row));
    }

    [Fact]
    public async Task Empty_lines_of_json_lines_count_too()
    {
        var (_, rejected) = await Some.DecodeAsync(WireFormat.JsonLines, Some.Readings, GoodJson + "\n  \n" + BadJson + "\n" + BadJson);

        Assert.Equal([4, 6], rejected.Select(row => row.Row));
    }

    [Theory]
    [InlineData(WireFormat.Csv)]
    [InlineData(WireFormat.Json)]
    [InlineData(WireFormat.Arrow)]
    public async Task An_empty_body_is_called_empty(WireFormat format)
    {
        var refusal = await Assert.ThrowsAsync<UndecodableBodyException>(() => Some.DecodeAsync(format, Some.Readings, ""));

        Assert.StartsWith("The body is empty", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WireFormat.Csv)]
    [InlineData(WireFormat.Json)]
    [InlineData(WireFormat.JsonLines)]
    [InlineData(WireFormat.Arrow)]
    public async Task A_reading_of_the_future_is_rejected_and_the_latest_that_is_taken_is_not(WireFormat format)
    {
        var latest = Some.Instant.AddDays(1);
        var rows = RowBatch.From([Some.Reading() with { ReadAt = latest }, Some.Reading() with { ReadAt = latest.AddMilliseconds(1) }, Some.Reading()]);

        var (good, rejected) = await Some.DecodeAsync(format, Some.Readings.ObservedUntil(latest), new MemoryStream(ContractEncoders.Encode(format, Some.Readings, rows)));

        Assert.Equal(2, good.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var only = Assert.Single(rejected);
        Assert.Equal((2L, "read_at"), (only.Row, only.Field));
        Assert.Contains(latest.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), only.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_valid_from_a_later_day_on_may_be_told_before()
    {
        Assert.All(Some.Catalog["permits"].Columns, column => Assert.False(column.IsObserved));
    }
}
