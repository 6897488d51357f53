using CityOps.EventLog.Progress;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.EventLog.Tests.Progress;

public sealed class PartitionStatusTests
{
    private static readonly TopicPartition Partition = new("cityops.meter-readings.v1", 2);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly PartitionStatus _status;

    public PartitionStatusTests()
    {
        _status = new PartitionStatus(Partition, _time, NullLogger.Instance);
        _status.Begin(10);
    }

    [Fact]
    public void What_was_taken_and_is_not_done_gives_the_lag_its_age()
    {
        _status.Seen(20);
        Assert.Null(_status.LagSeconds);

        _status.Took(15, 500, _time.GetUtcNow().AddSeconds(-40));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(42, _status.LagSeconds);
        Assert.Equal(100, _status.RowsPerMessage);
    }

    [Fact]
    public void Nothing_lags_once_the_end_is_reached()
    {
        _status.Took(20, 100, _time.GetUtcNow().AddHours(-1));
        _status.Landed(20, 100, _time.GetUtcNow().AddMinutes(-59));

        Assert.Equal(0, _status.LagSeconds);
        Assert.Equal((20, 100, 100), (_status.NextOffset, _status.Rows, _status.LastBatchRows));
    }

    [Fact]
    public void A_step_that_neither_ends_nor_fails_is_slow_and_health_says_which()
    {
        _status.Begun("Inserting into readings");
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(PartitionState.Running, _status.State);

        _time.Advance(TimeSpan.FromSeconds(2));
        var health = PartitionHealth.Of([_status], bufferedBytes: 7);

        Assert.Equal(PartitionState.Slow, _status.State);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("Inserting into readings has been under way for 31 s", health.Description, StringComparison.Ordinal);
        Assert.Equal(7L, health.Data["buffered_bytes"]);
        _status.Recovered();
        Assert.Equal(PartitionState.Running, _status.State);
    }

    [Fact]
    public void A_failure_is_told_until_the_step_succeeds_and_a_stop_for_good()
    {
        _status.Begun("Inserting into readings");
        _status.Failed(new InvalidOperationException("out of memory"));
        Assert.Equal((PartitionState.Retrying, "out of memory", 1L), (_status.State, _status.Reason, _status.Failures));

        _status.Recovered();
        Assert.Null(_status.Reason);
        _status.Stop("another log");
        _status.Recovered();
        Assert.Equal((PartitionState.Stopped, HealthStatus.Unhealthy), (_status.State, PartitionHealth.Of([_status], 0).Status));
    }

    [Fact]
    public void The_rate_follows_what_is_done_and_fades()
    {
        for (var second = 0; second < 300; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _status.Landed(11 + second, 1_000, _time.GetUtcNow());
        }

        Assert.InRange(_status.RowsPerSecond, 950, 1_050);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.InRange(_status.RowsPerSecond, 0, 1);
    }
}
