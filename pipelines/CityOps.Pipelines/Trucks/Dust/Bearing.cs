namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>Directions between near places.</summary>
internal static class Bearing
{
    /// <summary>Whether one place lies in a direction of another, to within some degrees.</summary>
    /// <param name="directionDeg">Clockwise from north.</param>
    public static bool IsTowards(double fromLon, double fromLat, double lon, double lat, double directionDeg, double withinDeg) =>
        OffDeg(fromLon, fromLat, lon, lat, directionDeg) <= withinDeg;

    /// <summary>By how many degrees a place lies aside of a direction, 0 to 180.</summary>
    public static double OffDeg(double fromLon, double fromLat, double lon, double lat, double directionDeg)
    {
        var degrees = double.RadiansToDegrees(Math.Atan2((lon - fromLon) * Math.Cos(double.DegreesToRadians(fromLat)), lat - fromLat));
        return Math.Abs(((degrees - directionDeg + 540) % 360) - 180);
    }
}
