using System.Diagnostics.Metrics;
using CityOps.EventLog.Progress;

namespace CityOps.Pipelines.Landing;

/// <summary>What landing counts, under its group's name.</summary>
public sealed class LandingMetrics(IMeterFactory meters)
{
    private readonly ConsumerMetrics _consumer = new(meters);

    public void Landed(string topic, long rows) => _consumer.Done(LandingService.Group, topic, rows);
}
