using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks.Sightings;

/// <summary>
/// Sightings of one plate that mean the same, two days apart at most. One alone is not believed, since cameras misread plates; a misread plate does not repeat.
/// </summary>
internal struct Repeats
{
    private const long ApartMs = 48 * 3_600_000;
    private const int Believed = 2;

    private long _firstAtMs;
    private long _lastAtMs;
    private double _lon;
    private double _lat;
    private int _count;

    public readonly bool IsBelieved => _count >= Believed;

    public readonly long LastAtMs => _lastAtMs;

    public void Add(in Sighting sighting)
    {
        if (_count == 0 || Math.Abs(sighting.AtMs - _lastAtMs) > ApartMs)
        {
            (_firstAtMs, _lastAtMs, _count) = (sighting.AtMs, sighting.AtMs, 0);
        }

        _count++;

        // The beginning names the incident, so that it stays although an earlier one may come late.
        if (sighting.AtMs >= _lastAtMs)
        {
            (_lastAtMs, _lon, _lat) = (sighting.AtMs, sighting.Lon, sighting.Lat);
        }
    }

    public readonly Finding Found(FindingKind kind) => new(
        kind, IsClosed: false, _firstAtMs, _lastAtMs, _lon, _lat, 0, 0, _count, Device: Device.Camera);
}
