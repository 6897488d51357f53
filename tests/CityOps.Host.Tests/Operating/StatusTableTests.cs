using System.Text.Json;
using CityOps.Host.Operating;
using Spectre.Console;

namespace CityOps.Host.Tests.Operating;

public sealed class StatusTableTests
{
    private const string Answer = """
        {"sampled_at": "2026-03-01T08:00:00Z", "sample_age_seconds": 754.2,
         "outages": [{"what": "Kafka (k1:9092)", "reason": "No broker answers.", "since": "2026-03-01T08:00:04Z"}],
         "partitions": [{
            "group": "cityops-landing", "topic": "cityops.meter-readings.v1", "partition": 3, "next_offset": 1200345, "end_offset": 1300345, "lag_messages": 100000,
            "lag_rows": 12000000, "lag_seconds": 75, "lag_seconds_unknown": null, "rows": 90, "rows_per_second": 1250000, "retries": 2, "state": "retrying", "reason": "the warehouse refuses"}]}
        """;

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void A_row_keeps_group_topic_and_state_on_one_line(int width)
    {
        var lines = Render(width);

        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width));
        Assert.Contains(lines, line => line.Contains("cityops-landing", StringComparison.Ordinal) && line.Contains("cityops.meter-readings.v1", StringComparison.Ordinal)
            && line.Contains("12,000,000", StringComparison.Ordinal) && line.Contains("retrying", StringComparison.Ordinal));
    }

    [Fact]
    public void Offsets_and_rates_are_left_to_wide_terminals()
    {
        Assert.DoesNotContain(Render(80), line => line.Contains("1,300,345", StringComparison.Ordinal));
        Assert.Contains(Render(200), line => line.Contains("1,300,345", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_away_is_named_with_since_when_and_old_figures_say_how_old_they_are()
    {
        var lines = StatusTable.Outages(JsonDocument.Parse(Answer).RootElement).Select(line => Markup.Remove(line));

        Assert.Equal(
            [
                "outage of Kafka (k1:9092) since 2026-03-01 08:00:04Z: No broker answers.",
                "Offsets and lag are those of 2026-03-01 08:00:00Z, 754 s ago; state and reason are of now.",
            ],
            lines);
    }

    private static string[] Render(int width)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        console.Write(StatusTable.Of(JsonDocument.Parse(Answer).RootElement, all: true, width));
        return output.ToString().Split('\n');
    }
}
