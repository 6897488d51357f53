using CityOps.Host.Commands;

namespace CityOps.Host.Tests.Evaluation;

/// <summary><c>cityops evaluate</c> on files and districts of which nothing, or little, can be said.</summary>
public sealed class EvaluationFilesTests
{
    [Theory]
    [InlineData("realism")]
    [InlineData("occupancy")]
    public async Task Files_without_readings_or_with_a_home_of_no_people_are_refused(string evaluation)
    {
        using var homes = new HomesOnDisk(homes: 0, days: 0, counted: 30);
        Assert.Equal(2, await RunAsync(evaluation, homes));

        File.AppendAllText(homes.Homes, "hx,-3,61-80\n");
        Assert.Equal(2, await RunAsync(evaluation, homes));
    }

    [Fact]
    public async Task Realism_refuses_homes_whose_sizes_it_does_not_know()
    {
        using var homes = new HomesOnDisk(homes: 24, days: 1, counted: 4);

        Assert.Equal(2, await RunAsync("realism", homes));
    }

    [Fact]
    public async Task Realism_says_that_it_compares_simulated_homes_with_real_ones_and_plots_it()
    {
        using var homes = new HomesOnDisk(homes: 12, days: 21, counted: 12);

        Assert.Equal(0, await RunAsync("realism", homes, "--json", "--report", homes.PathOf("page.html")));

        var page = await File.ReadAllTextAsync(homes.PathOf("page.html"));
        Assert.Contains("Simulated homes are compared with real ones", page, StringComparison.Ordinal);
        Assert.DoesNotContain("All figures are of simulated homes", page, StringComparison.Ordinal);
        Assert.Contains("<td>homes_used</td><td>12</td>", page, StringComparison.Ordinal);
        Assert.Contains("<polyline", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_dwellings_for_a_group_rental_are_refused()
    {
        Assert.Equal(2, await CommandTree.RunAsync(["evaluate", "group-rental", "--simulated", "--dwellings", "10"]));
        Assert.Equal(2, await CommandTree.RunAsync(["evaluate", "simulator", "--dwellings", "20", "--json"]));
    }

    private static Task<int> RunAsync(string evaluation, HomesOnDisk homes, params string[] more) =>
        CommandTree.RunAsync(["evaluate", evaluation, "--readings", homes.Readings, "--homes", homes.Homes, .. more]);
}
