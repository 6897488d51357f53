using CityOps.Pipelines.Landing.Consumption;
using CityOps.Warehouse;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Pipelines.Tests.Landing.Consumption;

public sealed class DwellingDaysStatusTests
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(15);

    private readonly FakeTimeProvider _time = new(Some.Midnight);
    private readonly DwellingDaysStatus _status;

    public DwellingDaysStatusTests() => _status = new DwellingDaysStatus(_time);

    [Fact]
    public void A_mark_that_waits_for_too_long_is_a_problem_until_its_days_are_filled()
    {
        _status.Seen([1, 2]);
        _time.Advance(Most - TimeSpan.FromSeconds(1));
        _status.Filled([1]);
        _status.Seen([2, 3]);
        Assert.Null(_status.ProblemAfter(Most));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("dwelling_days is behind: days that changed have waited to be filled for 900 s", _status.ProblemAfter(Most));

        _status.Filled([2]);
        Assert.Equal(TimeSpan.FromSeconds(1), _status.OldestMark);
        Assert.Null(_status.ProblemAfter(Most));
    }

    [Fact]
    public void A_mark_that_somebody_else_has_filled_waits_no_longer()
    {
        _status.Seen([1]);
        _time.Advance(Most);
        _status.Seen([]);
        Assert.Equal(TimeSpan.Zero, _status.OldestMark);
    }

    [Fact]
    public void Failures_in_a_row_are_a_problem_once_they_last_and_say_the_kind_only()
    {
        _status.Failed(new WarehouseException("dwelling 4711 (MEMORY_LIMIT_EXCEEDED)", 241));
        Assert.Null(_status.ProblemAfter(Most));
        _time.Advance(Most);
        _status.Failed(new WarehouseException("dwelling 4711 (MEMORY_LIMIT_EXCEEDED)", 241));

        Assert.Equal("dwelling_days has not been filled since 2026-03-01 00:00:00Z (WarehouseException); the log says more", _status.ProblemAfter(Most));

        _status.Recovered();
        Assert.Null(_status.ProblemAfter(Most));
    }
}
