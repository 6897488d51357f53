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

    /// <summary>
    /// The same for what lies near: within some kilometres of each other the Earth is flat once degrees of longitude are shortened, to better than 0.01 %. Farther
    /// apart, and near the poles, it is <see cref="DistanceM"/>.
    /// </summary>
    public static double NearDistanceM(double lon1, double lat1, double lon2, double lat2)
    {
        var (north, east) = (lat2 - lat1, lon2 - lon1);
        if (Math.Abs(north) > 0.2 || Math.Abs(east) > 0.2 || Math.Abs(lat1) > 70)
        {
            return DistanceM(lon1, lat1, lon2, lat2);
        }

        east *= Math.Cos(double.DegreesToRadians((lat1 + lat2) / 2));
        return Math.Sqrt((north * north) + (east * east)) * MetresPerDegree;
    }

    /// <summary>Whether two places are at least some metres apart by <see cref="DistanceM"/>, which is only computed where it is close.</summary>
    public static bool AreApart(double lon1, double lat1, double lon2, double lat2, double metres)
    {
        var near = NearDistanceM(lon1, lat1, lon2, lat2);
        return Math.Abs(near - metres) > metres * 0.01 ? near > metres : DistanceM(lon1, lat1, lon2, lat2) >= metres;
    }
}
