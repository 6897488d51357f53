using CityOps.EventLog.Progress;
using Microsoft.Extensions.Diagnostics.HealthChecks;
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
        _status.Read(reached: null);
        Assert.Equal(new ReaderFailure("Kafka did not tell its cluster id.", Start), _status.Failure);

        _status.Read(reached: true);

        Assert.Null(_status.Failure);
    }

    [Fact]
    public void A_log_that_does_not_answer_is_a_failure_though_no_read_fails()
    {
        _status.Read(reached: false);
        Assert.Equal(new ReaderFailure("no broker can be reached", Start), _status.Failure);
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
        Assert.Equal("The log has not been read since 2026-03-01 00:00:00Z: No broker answers.", health.Description);
    }
}
