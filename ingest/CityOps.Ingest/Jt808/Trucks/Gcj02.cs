namespace CityOps.Ingest.Jt808.Trucks;

/// <summary>
/// The datum of Chinese maps (GCJ-02, 国测局坐标), which lies up to some 700 m from WGS-84. The forward formula is the published reconstruction
/// (Krasovsky 1940 ellipsoid); the inverse has no closed form and is iterated. Outside China the two are the same.
/// </summary>
public static class Gcj02
{
    private const double A = 6_378_245.0;
    private const double Ee = 0.00669342162296594323;
    private const int MaxRounds = 30;

    // 1e-9 degrees are a tenth of a millimetre.
    private const double Enough = 1e-9;

    /// <param name="lon">WGS-84 degrees.</param>
    /// <param name="lat">WGS-84 degrees.</param>
    public static (double Lon, double Lat) FromWgs84(double lon, double lat)
    {
        if (!IsInChina(lon, lat))
        {
            return (lon, lat);
        }

        var (x, y) = (lon - 105.0, lat - 35.0);
        var radians = lat / 180.0 * Math.PI;
        var magic = 1 - (Ee * Math.Sin(radians) * Math.Sin(radians));
        var root = Math.Sqrt(magic);
        var shiftLat = LatShift(x, y) * 180.0 / (A * (1 - Ee) / (magic * root) * Math.PI);
        var shiftLon = LonShift(x, y) * 180.0 / (A / root * Math.Cos(radians) * Math.PI);
        return (lon + shiftLon, lat + shiftLat);
    }

    /// <summary>The inverse, by fixed-point iteration: each round corrects by what the forward formula is off. Better than a millimetre within China.</summary>
    /// <param name="lon">GCJ-02 degrees.</param>
    /// <param name="lat">GCJ-02 degrees.</param>
    public static (double Lon, double Lat) ToWgs84(double lon, double lat)
    {
        var (east, north) = (lon, lat);
        for (var round = 0; round < MaxRounds; round++)
        {
            var (x, y) = FromWgs84(east, north);
            var (offEast, offNorth) = (lon - x, lat - y);
            (east, north) = (east + offEast, north + offNorth);
            if (Math.Abs(offEast) < Enough && Math.Abs(offNorth) < Enough)
            {
                break;
            }
        }

        return (east, north);
    }

    private static bool IsInChina(double lon, double lat) => lon is > 72.004 and < 137.8347 && lat is > 0.8293 and < 55.8271;

    private static double LatShift(double x, double y) =>
        -100.0 + (2.0 * x) + (3.0 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x))) + Waves(x)
        + (((20.0 * Math.Sin(y * Math.PI)) + (40.0 * Math.Sin(y / 3.0 * Math.PI))) * 2.0 / 3.0)
        + (((160.0 * Math.Sin(y / 12.0 * Math.PI)) + (320.0 * Math.Sin(y * Math.PI / 30.0))) * 2.0 / 3.0);

    private static double LonShift(double x, double y) =>
        300.0 + x + (2.0 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x))) + Waves(x)
        + (((20.0 * Math.Sin(x * Math.PI)) + (40.0 * Math.Sin(x / 3.0 * Math.PI))) * 2.0 / 3.0)
        + (((150.0 * Math.Sin(x / 12.0 * Math.PI)) + (300.0 * Math.Sin(x / 30.0 * Math.PI))) * 2.0 / 3.0);

    private static double Waves(double x) => ((20.0 * Math.Sin(6.0 * x * Math.PI)) + (20.0 * Math.Sin(2.0 * x * Math.PI))) * 2.0 / 3.0;
}
