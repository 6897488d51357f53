using CityOps.Host.Commands;
using CityOps.Host.Evaluation.Homes;

namespace CityOps.Host.Tests.Evaluation.Homes;

public sealed class MatchedHomesTests
{
    [Fact]
    public void Homes_that_one_file_alone_has_are_left_out_and_told_while_they_are_few()
    {
        var matched = Of(Homes(1, 20), Homes(2, 20));

        Assert.Equal((19, 20, 20), (matched.Names.Count, matched.Read, matched.Counted));
        Assert.DoesNotContain("h1", matched.Names);
    }

    [Fact]
    public void Files_of_other_homes_are_refused()
    {
        Assert.Contains(
            "readings.csv has readings of 54 homes, 50 of which homes.csv does not have (h10, h11, h12 …)",
            Assert.Throws<CommandException>(() => Of(Homes(1, 54), Homes(1, 4))).Message,
            StringComparison.Ordinal);
        Assert.Contains("homes.csv names 54 homes, 34 of which readings.csv does not have", Assert.Throws<CommandException>(() => Of(Homes(1, 20), Homes(1, 54))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_homes_are_refused() =>
        Assert.Contains("nothing can be said of fewer than 10", Assert.Throws<CommandException>(() => Of(Homes(1, 9), Homes(1, 9))).Message, StringComparison.Ordinal);

    private static List<string> Homes(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"h{i}")];

    private static MatchedHomes Of(List<string> read, List<string> counted) => MatchedHomes.Of(new FileInfo("readings.csv"), read, new FileInfo("homes.csv"), counted, 10);
}
