using CityOps.EventLog.Progress;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.EventLog.Tests.Progress;

public sealed class ReaderStatusTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly ReaderStatus _status;

    public ReaderStatusTests() => _status = new ReaderStatus(_time);

    [Fact]
    public void A_failure_stays_with_the_time_of_the_first_until_a_read_comes_back()
    {
        _status.Failed(new EventLogException("Kafka did not describe topic 'a'."));
        _time.Advance(TimeSpan.FromMinutes(2));
        _status.Failed(new EventLogException("Kafka did not tell its cluster id."));
        _status.Read(reached: null, "Kafka (k1:9092)");
        Assert.Equal(new ReaderFailure("Kafka did not tell its cluster id.", Start), _status.Failure);

        _status.Read(reached: true, "Kafka (k1:9092)");

        Assert.Null(_status.Failure);
    }

    [Fact]
    public void A_log_that_does_not_answer_is_a_failure_though_no_read_fails()
    {
        _status.Read(reached: false, "Kafka (k1:9092)");
        Assert.Equal(new ReaderFailure("Kafka (k1:9092) cannot be reached: no broker answers", Start), _status.Failure);
    }

    [Fact]
    public void Of_an_error_that_is_not_the_logs_only_the_kind_is_told()
    {
        _status.Failed(new InvalidOperationException("meter 4711 read 12.5"));
        Assert.Equal("InvalidOperationException", _status.Failure?.Reason);
    }

    [Fact]
    public void Health_is_degraded_with_the_reason_and_since_when()
    {
        _status.Failed(new EventLogException("No broker answers."));

        var health = PartitionHealth.Of([], bufferedBytes: 0, _status.Failure);

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(
            "The log cannot be read since 2026-03-01 00:00:00Z (No broker answers.); not read yet by this process, how much waits is not known.", health.Description);
    }

    [Fact]
    public void Health_says_when_the_log_was_last_read_and_what_waited_then()
    {
        var partition = new PartitionStatus(new TopicPartition("cityops.some.v1", 0), _time, NullLogger.Instance);
        partition.Begin(10);
        partition.Seen(17);
        _time.Advance(TimeSpan.FromMinutes(1));
        _status.Read(reached: true, "Kafka (k1:9092)");
        _time.Advance(TimeSpan.FromMinutes(1));
        _status.Read(reached: false, "Kafka (k1:9092)");
        _time.Advance(TimeSpan.FromMinutes(30));

        var health = PartitionHealth.Of([partition], bufferedBytes: 0, _status.Failure);

        Assert.Equal(
            "The log cannot be read since 2026-03-01 00:02:00Z (Kafka (k1:9092) cannot be reached: no broker answers); last read at 2026-03-01 00:01:00Z, 7 messages waited at 2026-03-01 00:00:00Z.",
            health.Description);
    }

    [Fact]
    public void What_waited_is_told_also_when_the_cluster_took_the_partitions_before_it_went()
    {
        var partition = new PartitionStatus(new TopicPartition("a", 0), _time, NullLogger.Instance);
        partition.Seen(12);
        partition.Leave();
        _status.Failed(new EventLogException("No broker answers."));

        var health = PartitionHealth.Of([partition], bufferedBytes: 0, _status.Failure);

        Assert.EndsWith("12 messages waited at 2026-03-01 00:00:00Z.", health.Description, StringComparison.Ordinal);
    }
}
