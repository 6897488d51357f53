using System.Runtime.CompilerServices;
using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks.Sightings;

/// <summary>
/// Sightings of one plate that mean the same, two days apart at most. One alone is not believed, since cameras misread plates; a misread plate does not repeat.
/// One that is sent again is not another one: a sender that was not answered sends all of it again.
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
    private Instants _instants;

    public readonly bool IsBelieved => _count >= Believed;

    public readonly long LastAtMs => _lastAtMs;

    /// <returns>False where it has been taken before.</returns>
    public bool TryAdd(in Sighting sighting)
    {
        if (((ReadOnlySpan<long>)_instants)[..Math.Min(_count, Instants.Kept)].Contains(sighting.AtMs))
        {
            return false;
        }

        if (_count == 0 || Math.Abs(sighting.AtMs - _lastAtMs) > ApartMs)
        {
            (_firstAtMs, _lastAtMs, _count) = (sighting.AtMs, sighting.AtMs, 0);
        }

        _instants[_count % Instants.Kept] = sighting.AtMs;
        _count++;

        // The beginning names the incident, so that it stays although an earlier one may come late.
        if (sighting.AtMs >= _lastAtMs)
        {
            (_lastAtMs, _lon, _lat) = (sighting.AtMs, sighting.Lon, sighting.Lat);
        }

        return true;
    }

    public readonly Finding Found(FindingKind kind) => new(
        kind, IsClosed: false, _firstAtMs, _lastAtMs, _lon, _lat, 0, 0, _count, Device: Device.Camera);

    // The last ones taken. What is sent again is of the last minutes or hours.
    [InlineArray(Kept)]
    private struct Instants
    {
        public const int Kept = 32;

        private long _first;
    }
}
