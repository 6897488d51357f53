using CityOps.Contracts.Codecs;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Tests.Validation;

/// <summary>Reasons are for counting: what varies from row to row stands beside them.</summary>
public sealed class RefusalTests
{
    private const string Header = "meter_id,utility,read_at,register\n";

    [Fact]
    public async Task A_code_and_a_field_have_one_reason_whatever_the_value_and_the_instant()
    {
        var random = new Random(11);
        var rejected = new List<RejectedRow>();
        for (var run = 0; run < 300; run++)
        {
            var latest = Some.Instant.AddSeconds(random.Next(1_000_000));
            var future = latest.AddSeconds(random.Next(1, 1_000_000)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
            var lines = $"m{run},water,{future},1\nm{run},steam{run},2026-01-01T00:00:00Z,1\nm{run},water,2026-01-01T00:00:00Z,-{run + 1}\nm{run}{string.Concat(Enumerable.Repeat(",", random.Next(4, 40)))}\n";
            rejected.AddRange((await Some.DecodeAsync(WireFormat.Csv, Some.Readings.ObservedUntil(latest), Header + lines)).Rejected);
            var broken = "{\"meter_id\":\"" + new string('m', random.Next(30)) + "\",}\n";
            rejected.AddRange((await Some.DecodeAsync(WireFormat.JsonLines, Some.Readings, broken)).Rejected);
        }

        Assert.Equal(1_500, rejected.Count);
        Assert.Equal(
            ["in_the_future read_at", "not_a_number register", "not_a_word utility", "not_json ", "wrong_value_count "],
            rejected.Select(row => $"{Schema.ContractReader.WordOf(row.Refusal.Code)} {row.Field}").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(5, rejected.Select(row => (row.Field, row.Refusal.Code, row.Refusal.Reason)).Distinct().Count());
        Assert.True(rejected.Where(row => row.Refusal.Code is RefusalCode.InTheFuture).Select(row => row.Refusal.Detail).Distinct().Count() > 200);
    }

    [Theory]
    [InlineData("text/csv", "M-1001,M-1001,DW-77\nx,y,z\n")]
    [InlineData("text/x-M-1001", "M-1001")]
    [InlineData("application/vnd.apache.arrow.stream", "M-1001")]
    public void What_a_dead_letter_says_of_an_unreadable_message_quotes_none_of_it(string contentType, string body)
    {
        var error = Assert.Throws<UndecodableBodyException>(() => MessageDecoder.Decode(contentType, System.Text.Encoding.UTF8.GetBytes(body), Some.Readings));

        Assert.DoesNotContain("M-1001", error.Refusal.ToString(), StringComparison.Ordinal);
    }
}
