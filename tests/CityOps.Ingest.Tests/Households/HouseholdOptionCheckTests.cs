using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

public sealed class HouseholdOptionCheckTests
{
    [Theory]
    [InlineData("1.5")]
    [InlineData("-0.1")]
    [InlineData("NaN")]
    [InlineData("many")]
    public void A_share_that_is_none_is_refused_and_no_other_taken_in_its_place(string share)
    {
        Assert.Contains($"--group-rental-share is '{share}'; a share from 0 to 1 is needed", Problem(("group-rental-share", share)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HouseholdOptions.Read(new Dictionary<string, string> { ["group-rental-share"] = share }));
    }

    [Fact]
    public void Hardships_are_left_out_of_the_hard_district_alone()
    {
        Assert.Contains("say --district hard with it", Problem(("without", "mixed_cycles")), StringComparison.Ordinal);
        Assert.Contains("--without is 'rain', which is no hardship; there are wrong_links", Problem(("district", "hard"), ("without", "mixed_cycles,rain")), StringComparison.Ordinal);
        Assert.Null(Problem(("district", "hard"), ("without", "mixed_cycles, WrongLinks")));
    }

    [Fact]
    public void Homes_that_are_imitated_have_no_share_of_group_rentals() =>
        Assert.Contains("says nothing with --like", Problem(("like", "homes.csv"), ("group-rental-share", "0.1")), StringComparison.Ordinal);

    [Fact]
    public void Homes_that_cannot_be_read_are_a_problem_too() =>
        Assert.Contains("--like: none.csv cannot be read", HouseholdOptionCheck.ProblemWithFiles(new Dictionary<string, string> { ["like"] = "none.csv" }), StringComparison.Ordinal);

    private static string? Problem(params (string Name, string Value)[] options) => HouseholdOptionCheck.Problem(options.ToDictionary(o => o.Name, o => o.Value));
}
