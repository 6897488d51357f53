using System.Text.Json;
using CityOps.Ingest.Jt808.Trucks;
using CityOps.Ingest.Tests.Files;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class Gcj02Tests
{
    // A degree of latitude, metres.
    private const double DegreeM = 111_320;

    [Fact]
    public void There_and_back_is_off_by_less_than_half_a_metre_anywhere_in_China()
    {
        var worst = 0.0;
        for (var lat = 4.0; lat <= 53; lat += 0.37)
        {
            for (var lon = 74.0; lon <= 134; lon += 0.41)
            {
                var (east, north) = Gcj02.FromWgs84(lon, lat);
                var (backLon, backLat) = Gcj02.ToWgs84(east, north);
                worst = Math.Max(worst, DistanceM(lon, lat, backLon, backLat));
            }
        }

        Assert.InRange(worst, 0, 0.001);
    }

    [Fact]
    public void Outside_China_the_two_are_the_same() => Assert.Equal((-3.0, 53.4), Gcj02.ToWgs84(-3.0, 53.4));

    [Fact]
    public void It_agrees_with_published_pairs()
    {
        using var file = JsonDocument.Parse(SharedData.Open("tracks/gcj02_vectors.json"));
        foreach (var vector in file.RootElement.GetProperty("vectors").EnumerateArray())
        {
            var (wgs, gcj) = (vector.GetProperty("wgs84"), vector.GetProperty("gcj02"));
            var (lon, lat) = Gcj02.ToWgs84(gcj[1].GetDouble(), gcj[0].GetDouble());
            Assert.InRange(DistanceM(lon, lat, wgs[1].GetDouble(), wgs[0].GetDouble()), 0, 0.5);
        }
    }

    private static double DistanceM(double lon, double lat, double otherLon, double otherLat) =>
        DegreeM * Math.Sqrt(Math.Pow(lat - otherLat, 2) + Math.Pow((lon - otherLon) * Math.Cos(lat * Math.PI / 180), 2));
}
