using System.Text;
using CityOps.Contracts.Codecs;

namespace CityOps.Contracts.Tests.Validation;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("2026-03-01T00:00:00Z", "2026-03-01T00:00:00.000Z")] // midnight
    [InlineData("2026-03-01T00:00:00+08:00", "2026-02-28T16:00:00.000Z")]
    [InlineData("2024-02-29T23:59:59.9999999-00:30", "2024-03-01T00:29:59.999Z")] // leap day, finer than a millisecond
    [InlineData("2016-10-30T02:30:00+02:00", "2016-10-30T00:30:00.000Z")] // the hour that comes twice: its offset says which
    [InlineData("2016-10-30T02:30:00+01:00", "2016-10-30T01:30:00.000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z")] // leap second
    [InlineData("1970-01-01t00:00:00z", "1970-01-01T00:00:00.000Z")]
    [InlineData("2200-12-31T23:59:59.999Z", "2200-12-31T23:59:59.999Z")]
    [InlineData(" 2026-03-01 08:00:00.5+00:00 ", "2026-03-01T08:00:00.500Z")]
    public async Task Instants_are_RFC_3339_with_an_offset(string text, string expected)
    {
        var (rows, rejected) = await ReadAsync(readAt: text);
        Assert.Empty(rejected);
        Assert.Contains($"\"read_at\":\"{expected}\"", rows, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01T08:00:00", "has no offset")]
    [InlineData("2026-03-01", "must be an RFC 3339 instant")]
    [InlineData("2025-02-29T00:00:00Z", "must be an RFC 3339 instant")]
    [InlineData("2026-03-01T24:00:00Z", "must be an RFC 3339 instant")]
    [InlineData("2026-03-01T08:00:00+0800", "must be an RFC 3339 instant")]
    [InlineData("2026-03-01T08:00:00.Z", "must be an RFC 3339 instant")]
    [InlineData("1772352000", "must be an RFC 3339 instant")]
    [InlineData("1969-12-31T23:59:59Z", "must lie between 1970")]
    [InlineData("2201-01-01T00:00:00Z", "must lie between 1970")]
    [InlineData("", "is missing")]
    public async Task Other_instants_are_rejected(string text, string expected) => await AssertRejectedAsync(await ReadAsync(readAt: text), "read_at", text, expected);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("36412.5", "36412.5")]
    [InlineData("1e3", "1000")]
    [InlineData("000.250", "0.25")]
    [InlineData("123456789012.12345", "123456789012.12344")]
    [InlineData("0.1234567890123456789", "0.12345678901234568")]
    public async Task Numbers_are_read_exactly(string text, string expected)
    {
        var (rows, rejected) = await ReadAsync(register: text);
        Assert.Empty(rejected);
        Assert.Contains($"\"register\":{expected},", rows, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-0.001")]
    [InlineData("1e13")]
    [InlineData("1,5")]
    [InlineData("12 litres")]
    [InlineData(".")]
    [InlineData("-")]
    public async Task Other_numbers_are_rejected(string text) =>
        await AssertRejectedAsync(await ReadAsync(register: text), "register", text, "must be a finite number from 0 to 1000000000000");

    [Theory]
    [InlineData("Water")]
    [InlineData("steam")]
    public async Task Words_come_from_their_list(string text) =>
        await AssertRejectedAsync(await ReadAsync(utility: text), "utility", text, "must be one of: water, electricity, gas");

    [Fact]
    public async Task A_text_is_as_long_as_its_column_allows_in_characters()
    {
        Assert.Empty((await ReadAsync(meter: new string('表', 64))).Rejected);
        var longer = new string('表', 65);
        await AssertRejectedAsync(await ReadAsync(meter: longer), "meter_id", longer, "is longer than 64 characters");
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\tb")]
    [InlineData("a\u007Fb")]
    public async Task Control_characters_are_rejected(string text) => await AssertRejectedAsync(await ReadAsync(meter: text), "meter_id", text, "control character");

    [Fact]
    public async Task Wrong_UTF8_is_rejected()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(Some.ReadingsHeader), (byte)'m', 0xC3, 0x28, .. ",,water,2026-03-01T08:00:00Z,1,\n"u8];
        var (_, rejected) = await Some.DecodeAsync(WireFormat.Csv, Some.Readings, new MemoryStream(body));
        Assert.Equal("is not valid UTF-8; send the body in UTF-8", Assert.Single(rejected).Refusal.Reason);
    }

    [Fact]
    public async Task Missing_values_take_the_default_or_are_unknown()
    {
        var (rows, rejected) = await Some.DecodeAsync(WireFormat.Csv, Some.Catalog["truck-positions"], "truck_id,at,lon,lat,lid\nt,2026-03-01T08:00:00Z,121.5,31.2,\n");
        Assert.Empty(rejected);
        Assert.Equal("""{"truck_id":"t","at":"2026-03-01T08:00:00.000Z","lon":121.5,"lat":31.2,"load":"unknown","lid":"unknown"}""" + "\n", rows);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public async Task Flags_are_words_or_digits(string text, bool expected)
    {
        var body = $"truck_id,at,lon,lat,ignition\nt,2026-03-01T08:00:00Z,121.5,31.2,{text}\n";
        var (rows, _) = await Some.DecodeAsync(WireFormat.Csv, Some.Catalog["truck-positions"], body);
        Assert.Contains(expected ? "\"ignition\":true" : "\"ignition\":false", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_unsigned_and_0_where_unknown()
    {
        var keyed = Some.Readings.Keyed;
        var body = "meter_key,utility,read_at,register\n18446744073709551615,water,2026-03-01T08:00:00Z,1\n,water,2026-03-01T08:00:00Z,1\n-1,water,2026-03-01T08:00:00Z,1\n";
        var (rows, rejected) = await Some.DecodeAsync(WireFormat.Csv, keyed, body);
        Assert.Contains("\"meter_key\":18446744073709551615,\"dwelling_key\":0", rows, StringComparison.Ordinal);
        Assert.Contains("\"meter_key\":0,", rows, StringComparison.Ordinal);
        Assert.Equal((3, "meter_key"), (Assert.Single(rejected).Row, rejected[0].Field));
    }

    [Theory]
    [InlineData("3", true)]
    [InlineData("3.0", true)]
    [InlineData("3.5", false)]
    [InlineData("99999999999999999999", false)]
    public async Task Whole_numbers_may_be_written_with_a_point(string rooms, bool isGood)
    {
        var (_, rejected) = await Some.DecodeAsync(
            WireFormat.Csv, Some.Catalog["dwellings"], $"dwelling_id,valid_from,rooms\nd,2026-03-01T08:00:00Z,{rooms}\n");
        Assert.Equal(isGood ? 0 : 1, rejected.Count);
    }

    private static Task<(string Rows, List<RejectedRow> Rejected)> ReadAsync(
        string meter = "m1", string utility = "water", string readAt = "2026-03-01T08:00:00Z", string register = "1") => Some.DecodeAsync(
            WireFormat.Csv, Some.Readings, $"meter_id,utility,read_at,register\n\"{meter}\",{utility},{readAt},\"{register}\"\n");

    private static Task AssertRejectedAsync((string Rows, List<RejectedRow> Rejected) result, string field, string value, string reason)
    {
        var row = Assert.Single(result.Rejected);
        Assert.Empty(result.Rows);
        Assert.Equal((1, field, value), (row.Row, row.Field, row.Value));
        Assert.Contains(reason, row.Refusal.Reason, StringComparison.Ordinal);
        return Task.CompletedTask;
    }
}
