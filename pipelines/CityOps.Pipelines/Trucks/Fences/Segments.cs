using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>A place, and the plane around it in which distances are measured: good within some kilometres.</summary>
public readonly struct FlatPlace(double lon, double lat)
{
    private readonly double _eastM = Geodesy.MetresPerDegree * Math.Cos(double.DegreesToRadians(lat));

    /// <summary>Metres from the place to a segment between two places in degrees.</summary>
    public double ToSegmentM(double lon1, double lat1, double lon2, double lat2)
    {
        var (x1, y1) = ((lon1 - lon) * _eastM, (lat1 - lat) * Geodesy.MetresPerDegree);
        var (dx, dy) = ((lon2 - lon1) * _eastM, (lat2 - lat1) * Geodesy.MetresPerDegree);
        var length = (dx * dx) + (dy * dy);
        var share = length > 0 ? Math.Clamp(-((x1 * dx) + (y1 * dy)) / length, 0, 1) : 0;
        var (x, y) = (x1 + (share * dx), y1 + (share * dy));
        return Math.Sqrt((x * x) + (y * y));
    }
}

/// <summary>Segments in degrees.</summary>
internal static class Segments
{
    /// <summary>Whether a–b and c–d touch; segments on one line count only where an end lies on the other.</summary>
    public static bool Cross(double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy)
    {
        var (c, d) = (Side(ax, ay, bx, by, cx, cy), Side(ax, ay, bx, by, dx, dy));
        var (a, b) = (Side(cx, cy, dx, dy, ax, ay), Side(cx, cy, dx, dy, bx, by));
        return ((c > 0) != (d > 0) || c == 0 || d == 0) && ((a > 0) != (b > 0) || a == 0 || b == 0)
            && Math.Max(ax, bx) >= Math.Min(cx, dx) && Math.Max(cx, dx) >= Math.Min(ax, bx)
            && Math.Max(ay, by) >= Math.Min(cy, dy) && Math.Max(cy, dy) >= Math.Min(ay, by);
    }

    private static double Side(double ax, double ay, double bx, double by, double px, double py) => ((bx - ax) * (py - ay)) - ((by - ay) * (px - ax));
}
