namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>Distances on a sphere of the mean radius 6,371 km, as trackintel takes it.</summary>
public static class Geodesy
{
    private const double EarthRadiusM = 6_371_000;

    /// <summary>Metres along a great degree.</summary>
    public const double MetresPerDegree = EarthRadiusM * Math.PI / 180;

    /// <summary>The great-circle distance by the haversine formula, in metres; degrees in.</summary>
    public static double DistanceM(double lon1, double lat1, double lon2, double lat2)
    {
        var (phi1, phi2) = (double.DegreesToRadians(lat1), double.DegreesToRadians(lat2));
        var sinLat = Math.Sin((phi2 - phi1) / 2);
        var sinLon = Math.Sin(double.DegreesToRadians(lon2 - lon1) / 2);
        var a = (sinLat * sinLat) + (Math.Cos(phi1) * Math.Cos(phi2) * sinLon * sinLon);
        return 2 * EarthRadiusM * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}
