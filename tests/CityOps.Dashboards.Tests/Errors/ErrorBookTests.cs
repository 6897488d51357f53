using CityOps.Contracts.Events;
using CityOps.Dashboards.Models.Errors;

namespace CityOps.Dashboards.Tests.Errors;

/// <summary>What counts as which error.</summary>
public sealed class ErrorBookTests
{
    [Fact]
    public void False_alarms_stand_by_why_they_looked_so_and_each_kind_says_what_telling_it_apart_would_bring()
    {
        var book = Book(
            Visit("1", Outcome.Confirmed), Visit("2", Outcome.NotFound, lawful: "leak"), Visit("3", Outcome.NotFound, lawful: "leak"),
            Visit("4", Outcome.NotFound), Visit("5", Outcome.OtherViolation, lawful: "shop"));

        Assert.Equal((5, 1, 0.2), (book.Precision.Visited, book.Precision.Confirmed, book.Precision.Value));
        Assert.Equal([("leak", 2, 1 / 3.0), ("other_violation", 1, 0.25), ("unexplained", 1, 0.25)], book.FalseAlarms.Select(k => (k.Kind, k.Errors, k.PrecisionWithout!.Value)));
        Assert.Equal(["2", "3"], book.FalseAlarms[0].Cases.Select(c => c.CaseId));
        Assert.Empty(book.Misses);
    }

    [Fact]
    public void What_others_found_is_a_miss_where_it_was_so_and_no_false_alarm_where_it_was_not()
    {
        var book = Book(
            Visit("1", Outcome.Confirmed, by: FoundBy.Random), Visit("2", Outcome.NotFound, by: FoundBy.Random), Visit("3", Outcome.Confirmed, by: FoundBy.Complaint),
            Visit("4", Outcome.Confirmed, by: FoundBy.Random));

        Assert.Equal([("random", 2), ("complaint", 1)], book.Misses.Select(k => (k.Kind, k.Errors)));
        Assert.All(book.Misses, k => Assert.Null(k.PrecisionWithout));
        Assert.Empty(book.FalseAlarms);
        Assert.Equal((0, null), (book.Precision.Visited, book.Precision.Value));
    }

    [Fact]
    public void Precision_stands_by_sign_and_one_version_can_be_looked_at_alone()
    {
        VisitedCase[] visited =
        [
            Visit("1", Outcome.Confirmed, sign: "dumping"), Visit("2", Outcome.NotFound, sign: "dumping"), Visit("3", Outcome.Confirmed, sign: "off_route"),
            Visit("4", Outcome.NotFound, sign: "dumping", version: "m-2"),
        ];

        Assert.Equal([("dumping", 3, 1), ("off_route", 1, 1)], Book(visited).Signs.Select(s => (s.Sign, s.Rate.Visited, s.Rate.Confirmed)));
        var second = ErrorBook.Of("muck-truck", visited, "m-2");
        Assert.Equal((1, "4"), (second.Precision.Visited, second.FalseAlarms.Single().Cases.Single().CaseId));
        Assert.Equal(["m-1", "m-2"], second.Versions);
        Assert.Null(second.FalseAlarms.Single().PrecisionWithout);
    }

    private static ErrorBook Book(params VisitedCase[] visited) => ErrorBook.Of("group-rental", visited, version: null);

    private static VisitedCase Visit(string id, Outcome outcome, string? lawful = null, FoundBy by = FoundBy.Model, string sign = "over_occupancy", string version = "m-1") =>
        new(id, sign, 0.8, version, Some.Noon, outcome, ViolationKind: null, lawful, by);
}
