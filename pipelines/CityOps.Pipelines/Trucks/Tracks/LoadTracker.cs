using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>Believes a change of load once two known readings in a row say so: one reading alone is a known source of false alarms.</summary>
public struct LoadTracker
{
    private Load _candidate;

    /// <summary>The load as believed, unknown until the first known reading.</summary>
    public Load Load { get; private set; }

    public void Take(Load reading)
    {
        if (reading == Load.Unknown)
        {
            return;
        }

        if (Load == Load.Unknown || (reading != Load && reading == _candidate))
        {
            Load = reading;
        }

        _candidate = reading;
    }
}
