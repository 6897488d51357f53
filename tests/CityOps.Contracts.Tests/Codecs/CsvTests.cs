using System.Text;
using CityOps.Contracts.Codecs;

namespace CityOps.Contracts.Tests.Codecs;

public sealed class CsvTests
{
    private const string GoodLine = "m1,d1,water,2026-03-01T08:00:00Z,1.5,total\n";
    private const string GoodRow = """{"meter_id":"m1","dwelling_id":"d1","utility":"water","read_at":"2026-03-01T08:00:00.000Z","register":1.5,"register_code":"total"}""" + "\n";

    [Theory]
    [InlineData("meter_id,dwelling_id,utility,read_at,register,register_code\r\nm1,d1,water,2026-03-01T08:00:00Z,1.5,total\r\n")]
    [InlineData("\uFEFFregister,meter_id,note,utility,read_at,dwelling_id\n1.5,m1,left out,water,2026-03-01T16:00:00+08:00,d1")]
    [InlineData("\"meter_id\",utility,\"read_at\",register,dwelling_id\n\n\"m1\",\"water\",2026-03-01 08:00:00Z,\"1.50\",d1\n\n")]
    public async Task Headers_quotes_line_ends_and_marks_may_vary(string body)
    {
        var (rows, rejected) = await Some.DecodeAsync(WireFormat.Csv, Some.Readings, body);
        Assert.Empty(rejected);
        Assert.Equal(GoodRow, rows);
    }

    [Fact]
    public async Task Values_may_hold_commas_quotes_and_line_ends()
    {
        var schema = Some.Catalog["companies"];
        var (rows, rejected) = await Some.DecodeAsync(WireFormat.Csv, schema, "company_id,name\nc1,\"one, \"\"two\"\"\r\nthree\"\nc2,5\" pipe\n");
        Assert.Empty(rejected);
        Assert.Equal("{\"company_id\":\"c1\",\"name\":\"one, \\\"two\\\"\\r\\nthree\"}\n{\"company_id\":\"c2\",\"name\":\"5\\\" pipe\"}\n", rows);
    }

    [Theory]
    [InlineData("", "The body is empty")]
    [InlineData("meter_id,utility,read_at\n", "lacks register")]
    [InlineData("meter_id,utility,read_at,register,meter_id\n", "'meter_id' twice")]
    [InlineData("meter_id,\"utility\n", "never closed")]
    public async Task A_header_that_cannot_serve_is_refused_and_says_why(string body, string expected)
    {
        var error = await Assert.ThrowsAsync<UndecodableBodyException>(() => Some.DecodeAsync(WireFormat.Csv, Some.Readings, body));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_alone_has_no_rows() =>
        Assert.Equal("", (await Some.DecodeAsync(WireFormat.Csv, Some.Readings, Some.ReadingsHeader)).Rows);

    [Fact]
    public async Task Good_rows_land_and_bad_ones_are_listed_with_their_numbers()
    {
        var body = Some.ReadingsHeader + GoodLine
            + "m1,d1,steam,2026-03-01T08:00:00Z,1.5,total\n"
            + "m1,d1,water,2026-03-01T08:00:00Z,1.5\n"
            + GoodLine
            + "\"m1\"x,d1,water,2026-03-01T08:00:00Z,1.5,total\n"
            + GoodLine;
        var (rows, rejected) = await Some.DecodeAsync(WireFormat.Csv, Some.Readings, body);
        Assert.Equal(GoodRow + GoodRow + GoodRow, rows);
        Assert.Equal([(2, "utility", "steam"), (3, "", ""), (5, "", "")], rejected.Select(row => ((int)row.Row, row.Field, row.Value)));
        Assert.Equal("must be one of: water, electricity, gas", rejected[0].Refusal.Reason);
        Assert.Equal("m1,d1,steam,2026-03-01T08:00:00Z,1.5,total", Encoding.UTF8.GetString(rejected[0].Raw.Span));
        Assert.Equal(("does not have as many values as the header has names", "5 values, 6 names"), (rejected[1].Refusal.Reason, rejected[1].Refusal.Detail));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_costs_its_own_line_only()
    {
        var (rows, rejected) = await Some.DecodeAsync(WireFormat.Csv, Some.Readings, Some.ReadingsHeader + "\"m1,d1,water,2026-03-01T08:00:00Z,1.5,total\n" + GoodLine);
        Assert.Equal(GoodRow, rows);
        Assert.Contains("never closed", Assert.Single(rejected).Refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\"")]
    [InlineData("\n\"x\n")]
    public async Task A_row_longer_than_the_limit_is_rejected_and_the_rows_after_it_land(string filler)
    {
        var huge = string.Concat(Enumerable.Repeat(filler, 200_000));
        var (rows, rejected) = await Some.DecodeAsync(
            WireFormat.Csv, Some.Readings, Some.ReadingsHeader + GoodLine + "\"" + huge + "\n" + GoodLine, new DecodeLimits(MaxRowBytes: 100_000));
        Assert.StartsWith(GoodRow, rows, StringComparison.Ordinal);
        Assert.EndsWith(GoodRow, rows, StringComparison.Ordinal);
        Assert.NotEmpty(rejected);
        Assert.All(rejected, row => Assert.True(row.Raw.Length <= 64 * 1024));
    }
}
