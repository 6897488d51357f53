namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>A PM10 sensor beside the road and all it read, in time order. Where it stands is where it was last.</summary>
internal sealed class DustSensor(string id, double lon, double lat, DustReading[] readings)
{
    private const long BackgroundMs = 30 * 60_000;

    public string Id => id;

    public double Lon => lon;

    public double Lat => lat;

    /// <summary>The highest reading after a time and until another, and where it lies among <see cref="At"/>; null where there is none.</summary>
    public int? HighestBetween(long afterMs, long untilMs)
    {
        int? highest = null;
        for (var i = FirstAfter(afterMs); i < readings.Length && readings[i].AtMs <= untilMs; i++)
        {
            highest = highest is { } known && readings[known].DryUgM3 >= readings[i].DryUgM3 ? known : i;
        }

        return highest;
    }

    /// <returns>Null where there is none so early or late.</returns>
    public DustReading? At(int index) => index >= 0 && index < readings.Length ? readings[index] : null;

    /// <summary>Median of the half hour until a time, and how far readings lie from it: the median of their distances. Null where nothing was read.</summary>
    public (double UgM3, double RestlessUgM3)? Background(long untilMs)
    {
        var end = FirstAfter(untilMs);
        var begin = FirstAfter(untilMs - BackgroundMs);
        if (begin == end)
        {
            return null;
        }

        var read = new double[end - begin];
        for (var i = begin; i < end; i++)
        {
            read[i - begin] = readings[i].DryUgM3;
        }

        var median = MedianOf(read);
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = Math.Abs(read[i] - median);
        }

        return (median, MedianOf(read));
    }

    private static double MedianOf(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private int FirstAfter(long atMs)
    {
        var (low, high) = (0, readings.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = readings[middle].AtMs <= atMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
