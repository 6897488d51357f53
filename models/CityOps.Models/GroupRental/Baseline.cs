namespace CityOps.Models.GroupRental;

/// <summary>What one would guess without a model: the median number of people by rooms.</summary>
public static class Baseline
{
    private const int MaxRooms = 8;

    /// <summary>Index: rooms, 0 where they are not known.</summary>
    public static double[] MedianByRooms(TrainingSet counted)
    {
        var rooms = counted.Features.ColumnOf("rooms");
        var overall = Median(counted.Occupants);
        var medians = new double[MaxRooms + 1];
        for (var r = 0; r <= MaxRooms; r++)
        {
            var those = counted.Occupants.Where((_, i) => RoomsOf(counted.Features[i, rooms]) == r).ToList();
            medians[r] = those.Count == 0 ? overall : Median(those);
        }

        return medians;
    }

    public static double Estimate(double[] medians, float rooms) => medians[RoomsOf(rooms)];

    private static int RoomsOf(float rooms) => float.IsFinite(rooms) ? Math.Clamp((int)rooms, 0, MaxRooms) : 0;

    private static double Median(IReadOnlyList<float> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
