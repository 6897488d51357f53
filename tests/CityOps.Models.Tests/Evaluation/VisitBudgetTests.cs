using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class VisitBudgetTests
{
    private static readonly string[] Towns = ["east", "east", "east", "west", "west", "west"];

    [Fact]
    public void Each_town_spends_its_own_visits_on_its_own_dwellings()
    {
        var budget = new VisitBudget(new Dictionary<string, int>(StringComparer.Ordinal) { ["east"] = 1, ["west"] = 2 });

        var found = budget.Spend([0.9, 0.8, 0.7, 0.3, 0.2, 0.1], [true, true, false, false, true, false], Towns);

        Assert.Equal(3, found.Visits);
        Assert.Equal(2.0 / 3, found.Precision, 9);
        Assert.Equal(2.0 / 3, found.Recall, 9);
        Assert.Equal(4.0 / 3, found.Lift, 9);
    }

    [Fact]
    public void A_town_without_visits_still_counts_what_was_missed()
    {
        var budget = new VisitBudget(new Dictionary<string, int>(StringComparer.Ordinal) { ["east"] = 1 });

        var found = budget.Spend([0.9, 0.8, 0.7, 0.3, 0.2, 0.1], [true, false, false, true, false, false], Towns);

        Assert.Equal(1, found.Precision, 9);
        Assert.Equal(0.5, found.Recall, 9);
    }
}
