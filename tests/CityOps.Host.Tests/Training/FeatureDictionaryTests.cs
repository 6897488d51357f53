using CityOps.Models.GroupRental;
using CityOps.Tests.Shared;

namespace CityOps.Host.Tests.Training;

public sealed class FeatureDictionaryTests
{
    [Fact]
    public void The_documented_features_are_those_of_the_code()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "models", "group-rental.md"))
            .SkipWhile(line => line != "## Dictionary of features")
            .TakeWhile(line => line != "## Model")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(
            GroupRentalFeatures.Measured.Select(f => $"| `{f.Name}` | {(f.Unit.Length == 0 ? "–" : f.Unit)} | {f.Chinese} / {f.English} | {f.Why} | {f.Source} |"),
            lines);
    }
}
