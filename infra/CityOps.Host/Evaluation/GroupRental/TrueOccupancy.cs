using CityOps.Models.GroupRental;
using CityOps.Models.Tabular;
using CityOps.Pipelines.Dwellings.Training;

namespace CityOps.Host.Evaluation.GroupRental;

/// <summary>What a learner would know that saw who was in on each day of a window, and the register.</summary>
internal static class TrueOccupancy
{
    private static readonly string[] Names =
        ["present_mean", "present_median", "present_most", "present_share", "present_swing", "present_weekend_ratio", "present_per_room", "present_per_registered", "true_rooms", "true_registered"];

    /// <param name="rows">Rows of one window; the truth of each by its key.</param>
    public static FeatureMatrix Of(TrainingSet rows, Func<ulong, DwellingTruth> truthOf, DateOnly firstDay, DateOnly lastDay)
    {
        var values = new float[rows.Keys.Count * Names.Length];
        var (rooms, registered) = (rows.Features.ColumnOf("rooms"), rows.Features.ColumnOf("registered_population"));
        for (var row = 0; row < rows.Keys.Count; row++)
        {
            var days = truthOf(rows.Keys[row]).Present.Where(p => p.Day >= firstDay && p.Day <= lastDay).ToList();
            Fill(values.AsSpan(row * Names.Length, Names.Length), days, rows.Features[row, rooms], rows.Features[row, registered]);
        }

        return new FeatureMatrix(Names, values);
    }

    private static void Fill(Span<float> cells, List<(DateOnly Day, byte People)> days, float rooms, float registered)
    {
        cells.Fill(float.NaN);
        (cells[8], cells[9]) = (rooms, registered);
        if (days.Count == 0)
        {
            return;
        }

        var occupied = days.Where(d => d.People > 0).Select(d => (double)d.People).Order().ToList();
        var mean = occupied.Count == 0 ? 0 : occupied.Average();
        var weekend = days.Where(d => d.Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday).Select(d => (double)d.People).DefaultIfEmpty().Average();
        var weekday = days.Where(d => d.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(d => (double)d.People).DefaultIfEmpty().Average();
        cells[0] = (float)mean;
        cells[1] = occupied.Count == 0 ? 0 : (float)occupied[occupied.Count / 2];
        cells[2] = occupied.Count == 0 ? 0 : (float)occupied[^1];
        cells[3] = (float)occupied.Count / days.Count;
        cells[4] = occupied.Count == 0 ? 0 : (float)(Math.Sqrt(occupied.Average(p => (p - mean) * (p - mean))) / mean);
        cells[5] = weekday > 0 ? (float)(weekend / weekday) : float.NaN;
        cells[6] = (float)(mean / rooms);
        cells[7] = (float)(mean / Math.Max(1, registered));
    }
}
