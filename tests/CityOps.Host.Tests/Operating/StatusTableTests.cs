using System.Text.Json;
using CityOps.Host.Operating;
using Spectre.Console;

namespace CityOps.Host.Tests.Operating;

public sealed class StatusTableTests
{
    private const string Answer = """
        {"partitions": [{
            "group": "cityops-landing", "topic": "cityops.meter-readings.v1", "partition": 3, "next_offset": 1200345, "end_offset": 1300345, "lag_messages": 100000,
            "lag_rows": 12000000, "lag_seconds": 75, "rows": 90, "rows_per_second": 1250000, "retries": 2, "state": "retrying", "reason": "the warehouse refuses"}]}
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

    private static string[] Render(int width)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        console.Write(StatusTable.Of(JsonDocument.Parse(Answer).RootElement, all: true, width));
        return output.ToString().Split('\n');
    }
}
