namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>Directions between near places.</summary>
internal static class Bearing
{
    /// <summary>Whether one place lies in a direction of another, to within some degrees.</summary>
    /// <param name="directionDeg">Clockwise from north.</param>
    public static bool IsTowards(double fromLon, double fromLat, double lon, double lat, double directionDeg, double withinDeg)
    {
        var degrees = double.RadiansToDegrees(Math.Atan2((lon - fromLon) * Math.Cos(double.DegreesToRadians(fromLat)), lat - fromLat));
        var apart = Math.Abs((degrees - directionDeg + 540) % 360 - 180);
        return Math.Abs(apart) <= withinDeg;
    }
}
