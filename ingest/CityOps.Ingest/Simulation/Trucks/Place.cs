using System.Globalization;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>A place in metres east and north of the middle of the simulated district. Flat: good to a metre over its few kilometres.</summary>
internal readonly record struct Place(double East, double North)
{
    private const double MetresPerDegreeNorth = 110_854; // at 31.2° N, WGS-84
    private const double MetresPerDegreeEast = 95_290; // at 31.2° N, WGS-84

    // Pudong: 121.54° E, 31.22° N.
    private const double MiddleLon = 121.54;
    private const double MiddleLat = 31.22;

    /// <summary>WGS-84 degrees, to about 0.1 m as terminals send them.</summary>
    public double Lon => Math.Round(MiddleLon + (East / MetresPerDegreeEast), 6);

    /// <inheritdoc cref="Lon"/>
    public double Lat => Math.Round(MiddleLat + (North / MetresPerDegreeNorth), 6);

    public double DistanceTo(Place other) => Math.Sqrt(Math.Pow(other.East - East, 2) + Math.Pow(other.North - North, 2));

    /// <summary>The place this share of the way towards another.</summary>
    public Place Towards(Place other, double share) => new(East + ((other.East - East) * share), North + ((other.North - North) * share));

    public double DistanceToSegment(Place from, Place to)
    {
        var (dx, dy) = (to.East - from.East, to.North - from.North);
        var length = (dx * dx) + (dy * dy);
        var share = length > 0 ? Math.Clamp((((East - from.East) * dx) + ((North - from.North) * dy)) / length, 0, 1) : 0;
        return DistanceTo(from.Towards(to, share));
    }

    public Place Shifted(double east, double north) => new(East + east, North + north);

    /// <summary>Degrees clockwise from north, 0 to 360.</summary>
    public double CourseTo(Place other)
    {
        var degrees = Math.Atan2(other.East - East, other.North - North) * 180 / Math.PI;
        return degrees < 0 ? degrees + 360 : degrees;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lon:F6} {Lat:F6}");
}
