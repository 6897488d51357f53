using CityOps.EventLog.Embedded;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.EventLog.Tests.Embedded;

public sealed class DiskWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private long _free = long.MaxValue;

    [Fact]
    public void A_disk_below_the_limit_is_an_outage_since_it_was_first_seen_though_nobody_appends_and_none_when_there_is_room()
    {
        var watch = Watch(minFreeMb: 256);
        Assert.Null(watch.Outage);

        _free = 1;
        Assert.Equal(Start, watch.Outage!.Since);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((Start, "the disk of the event log (/data/log)"), (watch.Outage.Since, watch.Outage.What));
        Assert.Contains("CityOps:EventLog:MinFreeDiskMb (256)", watch.Outage.Reason, StringComparison.Ordinal);

        _free = long.MaxValue;
        Assert.Null(watch.Outage);
    }

    [Fact]
    public void A_commit_that_met_the_end_of_the_disk_counts_until_one_is_written()
    {
        var watch = Watch(minFreeMb: 0);
        watch.Failed(new LogFullException("full"));
        Assert.Equal("full", watch.Outage!.Reason);

        watch.Failed(new EventLogException("something else"));
        Assert.Null(watch.Outage);

        watch.Failed(new LogFullException("full"));
        watch.Wrote();
        Assert.Null(watch.Outage);
    }

    private DiskWatch Watch(int minFreeMb) => new("/data/log", new DiskRoom("/data/log", minFreeMb, () => _free), _time);
}
