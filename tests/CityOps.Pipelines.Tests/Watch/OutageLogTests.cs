using CityOps.EventLog.Progress;
using CityOps.Pipelines.Watch;
using CityOps.Tests.Shared;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Pipelines.Tests.Watch;

public sealed class OutageLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_outage_is_said_when_it_begins_and_when_it_ends_however_often_it_is_seen()
    {
        var time = new FakeTimeProvider(Start);
        using var lines = new LogLines();
        var log = new OutageLog(time, lines);
        log.Note([]);
        for (var seen = 0; seen < 100; seen++)
        {
            log.Note([new Outage("Kafka (k1:9092)", $"attempt {seen}", Start)]);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        log.Note([]);
        log.Note([]);

        Assert.Equal(
            ["[Warning] Outage of Kafka (k1:9092) since 2026-03-01 00:00:00Z: attempt 0 ", "[Warning] Outage of Kafka (k1:9092) is over, after 100 s "],
            lines.All.Split('\n'));
    }
}
