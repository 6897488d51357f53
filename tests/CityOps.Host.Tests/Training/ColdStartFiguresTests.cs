using System.Globalization;
using System.Text.Json;
using CityOps.Models.GroupRental;
using CityOps.Tests.Shared;

namespace CityOps.Host.Tests.Training;

public sealed class ColdStartFiguresTests
{
    [Fact]
    public void The_documented_figures_are_those_of_the_model_that_ships()
    {
        var row = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "models", "group-rental.md")).Single(line => line.StartsWith("| simulated, held-out households of the cold start", StringComparison.Ordinal));
        var metrics = JsonDocument.Parse(ColdStartModel.Beside()["metrics.json"]).RootElement;
        var byMix = metrics.GetProperty("average_precision_by_mix");

        Assert.Contains(Said("average precision {0:0.000};", metrics.GetProperty("average_precision")), row, StringComparison.Ordinal);
        Assert.Contains(Said("legal-limit rule {0:0.000};", metrics.GetProperty("rule_average_precision")), row, StringComparison.Ordinal);
        Assert.Contains(Said("electricity alone {0:0.000},", byMix.GetProperty("electricity+layout")), row, StringComparison.Ordinal);
        Assert.Contains(Said("calibration error {0:0.000};", metrics.GetProperty("calibration_error")), row, StringComparison.Ordinal);
        Assert.Contains(Said("mean error {0:0.00} people", metrics.GetProperty("mae")), row, StringComparison.Ordinal);
    }

    private static string Said(string text, JsonElement figure) => string.Format(CultureInfo.InvariantCulture, text, figure.GetDouble());
}
