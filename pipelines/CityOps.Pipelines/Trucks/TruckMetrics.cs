using System.Diagnostics.Metrics;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>What the truck processor counts. Meter <c>CityOps.Trucks</c>.</summary>
internal sealed class TruckMetrics
{
    private readonly Counter<long> _positions;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _incidents;
    private readonly Counter<long> _unreadable;

    public TruckMetrics(IMeterFactory meters)
    {
        // The factory owns the meter and hands the same one out again.
        var meter = meters.Create("CityOps.Trucks");
        _positions = meter.CreateCounter<long>("cityops.trucks.positions", "{position}", "Positions that the rules saw.");
        _dropped = meter.CreateCounter<long>("cityops.trucks.dropped", "{position}", "Positions left out of the rules, by reason: duplicate, jump, drift (moved back), future, late.");
        _incidents = meter.CreateCounter<long>("cityops.trucks.incidents", "{incident}", "Incidents found, revised or withdrawn, by kind and state.");
        _unreadable = meter.CreateCounter<long>("cityops.trucks.unreadable", "{message}", "Messages or geometries that could not be read; landing keeps messages as dead letters.");
    }

    public void Saw(long positions) => _positions.Add(positions);

    public void Dropped(NoiseCounts before, NoiseCounts after)
    {
        Dropped("duplicate", after.Duplicates - before.Duplicates);
        Dropped("jump", after.Jumps - before.Jumps);
        Dropped("drift", after.Drifts - before.Drifts);
    }

    public void Dropped(string reason, long count)
    {
        if (count > 0)
        {
            _dropped.Add(count, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    public void Incident(string state, string kind) =>
        _incidents.Add(1, new KeyValuePair<string, object?>("state", state), new KeyValuePair<string, object?>("kind", kind));

    public void Unreadable(string what) => _unreadable.Add(1, new KeyValuePair<string, object?>("what", what));
}
