using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental;
using CityOps.Models.GroupRental.Evaluation;
using CityOps.Models.Tabular;

namespace CityOps.Models.Tests;

/// <summary>Test data: dwellings whose litres, showers and kilowatt-hours follow from how many live there.</summary>
internal static class Some
{
    public static TrainingSet TrainingSet(int rows, int seed = 1)
    {
        var random = new Random(seed);
        var names = GroupRentalFeatures.Names;
        var values = new float[rows * names.Count];
        var (keys, occupants, rental) = (new ulong[rows], new float[rows], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            var rooms = 1 + random.Next(4);
            var isRental = random.NextDouble() < 0.1;
            var people = isRental ? (2 * rooms) + 1 + random.Next(5) : 1 + random.Next(rooms + 1);
            keys[row] = (ulong)(row + 1);
            occupants[row] = people;
            rental[row] = isRental ? 1 : 0;
            for (var column = 0; column < names.Count; column++)
            {
                values[(row * names.Count) + column] = (float)(names[column] switch
                {
                    "water_l_day" => people * (60 + (40 * random.NextDouble())),
                    "shower_hours_week" => people * (3 + (4 * random.NextDouble())),
                    "electricity_kwh_day" => (rooms * 2) + (people * (1 + random.NextDouble())),
                    "gas_m3_day" => isRental ? 0.1 : 0.2 * people,
                    "rooms" => rooms,
                    "floor_area_m2" => 20 + (25 * rooms),
                    "registered_population" => random.Next(5),
                    "water_coverage" or "electricity_coverage" or "gas_coverage" or "water_cycle_h" or "electricity_cycle_h" or "gas_cycle_h" => 1,
                    _ => random.NextDouble(),
                });
            }
        }

        var features = new FeatureMatrix(names, values);
        var peers = PeerScales.Of(features, keys);
        for (var row = 0; row < rows; row++)
        {
            peers.Fill(values.AsSpan(row * names.Count, names.Count));
        }

        return new TrainingSet(features, keys, occupants, rental, "made up", "simulated");
    }

    /// <summary>The same dwellings in two towns, to learn from, to calibrate on and to test, and who was in.</summary>
    public static JudgedDistrict District(int rows)
    {
        var all = TrainingSet(rows);
        var present = new FeatureMatrix(["present_mean"], [.. all.Occupants]);
        return new JudgedDistrict(
            all with { Groups = [.. Enumerable.Range(0, rows).Select(row => new RowGroups(row % 2 == 0 ? "east" : "west", "owned", all.Rental[row] > 0.5f ? "bed_letting" : "family"))] },
            present,
            new PlaceAndTimeSplit(Part(0, 2), Part(2, 3), Part(3, 5)));

        int[] Part(int from, int to) => [.. Enumerable.Range(0, rows).Where(row => row % 5 >= from && row % 5 < to)];
    }

    /// <summary>Scores with ties, and truth that leans towards the high ones.</summary>
    public static (double[] Scores, bool[] Truth) Ranking(ulong seed, int rows)
    {
        var random = new SplitMix(seed);
        double[] scores = [.. Enumerable.Range(0, rows).Select(_ => random.Next(12) / 4.0)];
        bool[] truth = [.. scores.Select((score, row) => row == 0 || random.NextDouble() * 4 < score)];
        return (scores, truth);
    }

    public static TrainingOptions Options => new(Trees: 40, Leaves: 8, RentalTrees: 80);
}
