using System.Diagnostics;
using System.Text.Json;

namespace CityOps.Host.Tests.Bench;

/// <summary>The benchmark itself, small: its stages, its counts and its report. Speeds are not held; machines differ.</summary>
public sealed class LandingBenchmarkTests
{
    [Theory]
    [InlineData("arrow")]
    [InlineData("json")]
    public async Task Every_stage_lands_all_rows_and_the_report_names_its_figures(string format)
    {
        var (exitCode, output, errors) = await RunAsync("bench", "landing", "--rows", "20000", "--rounds", "1", "--connections", "2", "--batch-rows", "5000", "--rest-s", "1", "--format", format, "--json");

        Assert.True(exitCode == 0, errors);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal("landing", report.GetProperty("name").GetString());
        Assert.All(
            ["rows_per_s", "bare_rows_per_s", "ratio", "derived_rows_per_s", "derived_ratio", "peak_rss_mb", "consumer_share", "per_row_consumer_rows_per_s"],
            figure => Assert.True(report.GetProperty("figures").GetProperty(figure).GetDouble() > 0, figure));
        var context = report.GetProperty("context");
        Assert.True(context.GetProperty("rows_landed_each_time").GetBoolean());
        Assert.Equal(format, context.GetProperty("format").GetString());
        Assert.Equal(20_000, context.GetProperty("rows").GetInt64());
        Assert.True(context.GetProperty("bare_batches").GetInt32() >= 2);
    }

    [Theory]
    [InlineData("needs --bootstrap", "--log", "kafka")]
    [InlineData("say --log kafka", "--bootstrap", "localhost:9092")]
    [InlineData("--rows is at least 1", "--rows", "0")]
    [InlineData("'xml' not recognized", "--format", "xml")]
    public async Task An_option_that_cannot_be_is_refused_with_the_way_out(string expected, params string[] options)
    {
        var (exitCode, _, errors) = await RunAsync(["bench", "landing", .. options]);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "cityops.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }
}
