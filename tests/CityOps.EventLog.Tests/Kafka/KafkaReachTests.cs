using CityOps.EventLog.Kafka;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.EventLog.Tests.Kafka;

public sealed class KafkaReachTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly KafkaReach _reach;

    public KafkaReachTests() => _reach = new KafkaReach("Kafka (k1:9092)", _time);

    [Fact]
    public void A_client_that_has_just_been_made_is_no_outage_and_one_that_goes_on_without_a_broker_is_one_from_its_first_report()
    {
        _reach.Said(this, reached: false);
        Assert.Null(_reach.Outage);

        _time.Advance(TimeSpan.FromSeconds(2));
        _reach.Said(this, reached: false);

        Assert.Equal(new Outage("Kafka (k1:9092)", "No broker answers: nothing is read or appended until one does.", Start), _reach.Outage);
    }

    [Fact]
    public void It_is_over_once_every_client_that_missed_the_brokers_has_one_or_is_closed()
    {
        var (one, other) = (new object(), new object());
        foreach (var client in new[] { one, other, one, other })
        {
            _reach.Said(client, reached: false);
        }

        _reach.Said(one, reached: true);
        Assert.NotNull(_reach.Outage);

        _reach.Left(other);
        Assert.Null(_reach.Outage);
    }

    [Fact]
    public void What_a_client_said_before_it_was_left_alone_is_forgotten()
    {
        _reach.Said(this, reached: false);
        _reach.Said(this, reached: false);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_reach.Outage);
    }
}
