using System.Text.Json;
using CityOps.Host.Bench;

namespace CityOps.Host.Tests.Bench;

public sealed class BenchOutputTests
{
    private static readonly BenchReport Report = new(
        "share",
        new Dictionary<string, object> { ["of_nothing"] = double.NaN, ["without_end"] = double.PositiveInfinity, ["half"] = 0.5 },
        new Dictionary<string, object> { ["precision"] = double.NaN });

    [Fact]
    public void A_figure_that_is_not_known_is_null_in_JSON()
    {
        using var json = JsonDocument.Parse(Written(json: true));

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("figures").GetProperty("of_nothing").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("figures").GetProperty("without_end").ValueKind);
        Assert.Equal(0.5, json.RootElement.GetProperty("figures").GetProperty("half").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("context").GetProperty("precision").ValueKind);
    }

    [Fact]
    public void A_figure_that_is_not_known_is_a_dash_in_text()
    {
        var text = Written(json: false);

        Assert.Contains("of_nothing   —", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    private static string Written(bool json)
    {
        using var output = new StringWriter();
        BenchOutput.Write(Report, json, output);
        return output.ToString();
    }
}
