using CityOps.Contracts.Codecs;

namespace CityOps.Contracts.Tests.Codecs;

public sealed class JsonTests
{
    private const string Good = """{"meter_id":"m1","dwelling_id":"d1","utility":"water","read_at":"2026-03-01T08:00:00.000Z","register":1.5,"register_code":"total"}""";

    [Theory]
    [InlineData("""{"utility":"water","extra":{"a":[1,{"b":"}"}]},"read_at":"2026-03-01T16:00:00+08:00","register":"1.5","dwelling_id":"d1","meter_id":"m1"}""")]
    [InlineData("""{"meter_id":"m0","meter_id":"m1","dwelling_id":"\u0064\u0031","utility":"water","read_at":"2026-03-01T08:00:00Z","register":15e-1,"register_code":null}""")]
    public async Task Fields_may_come_in_any_order_with_others_among_them(string json)
    {
        foreach (var (format, body) in new[] { (WireFormat.Json, json), (WireFormat.Json, $" [ {json} ] "), (WireFormat.JsonLines, "\uFEFF" + json + "\r\n\r\n") })
        {
            var (rows, rejected) = await Some.DecodeAsync(format, Some.Readings, body);
            Assert.Empty(rejected);
            Assert.Equal(Good + "\n", rows);
        }
    }

    [Fact]
    public async Task A_number_stands_for_an_identifier()
    {
        var (rows, _) = await Some.DecodeAsync(WireFormat.Json, Some.Catalog["companies"], """{"company_id":304,"name":"n"}""");
        Assert.Equal("{\"company_id\":\"304\",\"name\":\"n\"}\n", rows);
    }

    [Theory]
    [InlineData("5", "must be a JSON object")]
    [InlineData("{\"meter_id\":", "is not valid JSON")]
    [InlineData("{\"meter_id\":\"\\ud800\"}", "not valid Unicode")]
    [InlineData("{\"meter_id\":{\"a\":1}}", "must be a single value")]
    [InlineData("{} {}", "is not valid JSON")]
    [InlineData("{}", "is missing")]
    public async Task A_line_that_cannot_be_read_costs_only_itself(string line, string expected)
    {
        var (rows, rejected) = await Some.DecodeAsync(WireFormat.JsonLines, Some.Readings, Good + "\n" + line + "\n" + Good);
        Assert.Equal(Good + "\n" + Good + "\n", rows);
        Assert.Equal(2, Assert.Single(rejected).Row);
        Assert.Contains(expected, rejected[0].Refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_element_that_is_no_object_costs_only_itself()
    {
        var (rows, rejected) = await Some.DecodeAsync(WireFormat.Json, Some.Readings, $"[{Good}, 5, \"a]\" ,[1,[2]],{Good}]");
        Assert.Equal(Good + "\n" + Good + "\n", rows);
        Assert.Equal([2, 3, 4], rejected.Select(row => (int)row.Row));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[{}")]
    [InlineData("[{},")]
    [InlineData("{\"a\":\"")]
    [InlineData("[] []")]
    [InlineData("[{} {}]")]
    public async Task A_body_that_is_not_JSON_is_refused(string body) =>
        await Assert.ThrowsAsync<UndecodableBodyException>(() => Some.DecodeAsync(WireFormat.Json, Some.Readings, body));

    [Theory]
    [InlineData(WireFormat.Json, "[]")]
    [InlineData(WireFormat.JsonLines, "")]
    public async Task A_body_without_rows_has_none(WireFormat format, string body) =>
        Assert.Equal("", (await Some.DecodeAsync(format, Some.Readings, body)).Rows);

    [Fact]
    public async Task A_line_longer_than_the_limit_is_rejected_and_the_lines_after_it_land()
    {
        var (rows, rejected) = await Some.DecodeAsync(
            WireFormat.JsonLines, Some.Readings, Good + "\n{\"x\":\"" + new string('x', 300_000) + "\"}\n" + Good, new DecodeLimits(MaxRowBytes: 100_000));
        Assert.Equal(Good + "\n" + Good + "\n", rows);
        Assert.Equal("is longer than 100000 bytes", Assert.Single(rejected).Refusal.Reason);
    }
}
