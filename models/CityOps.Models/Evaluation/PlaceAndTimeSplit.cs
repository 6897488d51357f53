namespace CityOps.Models.Evaluation;

/// <summary>
/// Splits by household, town and time at once: what is tested lies in towns nobody learnt from and in windows after all that was learnt from. Rows of those towns
/// in earlier windows, and of other towns in later ones, are in no part.
/// </summary>
/// <param name="Learn">Rows to learn from.</param>
/// <param name="Calibrate">Rows of other households of the same towns and times, for probabilities and intervals.</param>
/// <param name="Test">Rows that give the figures.</param>
public sealed record PlaceAndTimeSplit(IReadOnlyList<int> Learn, IReadOnlyList<int> Calibrate, IReadOnlyList<int> Test)
{
    /// <param name="windows">The last day of each row's window.</param>
    /// <param name="testFrom">Windows that begin before the end of a learnt one may not be tested; the caller leaves a window's length between.</param>
    /// <param name="testTowns">Share of the towns to test in, at least one town.</param>
    /// <param name="calibrate">Share of the households of the other towns.</param>
    public static PlaceAndTimeSplit Of(
        IReadOnlyList<ulong> households, IReadOnlyList<string> towns, IReadOnlyList<DateOnly> windows, DateOnly testFrom, ulong seed, double testTowns = 0.4, double calibrate = 0.25)
    {
        var order = towns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        new SplitMix(seed).Shuffle(order);
        var tested = order.Take(Math.Max(1, (int)Math.Round(order.Count * testTowns))).ToHashSet(StringComparer.Ordinal);
        var (learn, held, test) = (new List<int>(), new List<int>(), new List<int>());
        for (var row = 0; row < households.Count; row++)
        {
            var (isTested, isLater) = (tested.Contains(towns[row]), windows[row] >= testFrom);
            if (isTested != isLater)
            {
                continue;
            }

            (isTested ? test : HouseholdSplit.PositionOf(households[row], seed) < calibrate ? held : learn).Add(row);
        }

        return new PlaceAndTimeSplit(learn, held, test);
    }
}
