using Apache.Arrow;
using CityOps.Host.Bench;
using CityOps.Host.Commands;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;
using CityOps.Models.Evaluation;
using CityOps.Models.Evaluation.Realism;
using CityOps.Models.Tabular;

namespace CityOps.Host.Evaluation;

/// <summary>
/// How hard the simulated district is: single features, a plain learner on all of them, and the same learner told who was at home. Features are computed here, simply,
/// from the readings as they go out; the product's own are <c>evaluate group-rental</c>'s to measure.
/// </summary>
internal static class SimulatorRun
{
    private const int Days = 28;
    private const double RentalShare = 0.01;

    /// <summary>Visits: this share of the dwellings.</summary>
    private const double BudgetShare = 0.005;

    /// <exception cref="CommandException">There are too few dwellings for one group rental among them.</exception>
    public static async Task<BenchReport> RunAsync(int dwellings, DateTimeOffset from, ulong seed, Action<double> progress, CancellationToken cancellationToken)
    {
        var tallies = new Dictionary<string, DwellingTally>(StringComparer.Ordinal);
        var request = new SimulationRequest(seed, dwellings, from, from.AddDays(Days))
        {
            Chunk = TimeSpan.FromDays(1),
            Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["group-rental-share"] = RentalShare.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        var zone = TimeZoneInfo.FindSystemTimeZoneById(request.TimeZone);
        await foreach (var events in new HouseholdSimulator().EventsAsync(request, new Sink(tallies), cancellationToken))
        {
            using (events)
            {
                Add(events, tallies, zone);
            }

            progress((events.Through - request.From) / (request.To - request.From));
        }

        return Report([.. tallies.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value)], seed);
    }

    private static BenchReport Report(List<DwellingTally> homes, ulong seed)
    {
        var features = homes.ConvertAll(h => h.Features());
        bool[] truth = [.. homes.Select(h => h.IsRental)];
        if (!truth.Contains(true))
        {
            throw new CommandException($"--dwellings is {homes.Count}: about one in a hundred is a group rental, and none is among these, so nothing can be told apart. Give 1000 or more.");
        }

        var budget = Math.Max(1, (int)(homes.Count * BudgetShare));
        var figures = new Dictionary<string, object>(StringComparer.Ordinal);
        double bestAp = 0, bestPrecision = 0;
        for (var column = 0; column < DwellingTally.Names.Count; column++)
        {
            double[] scores = [.. features.Select(f => f[column])];
            var (auc, ap, precision) = (Ranking.RocAuc(scores, truth), Ranking.AveragePrecision(scores, truth), Ranking.PrecisionAt(budget, scores, truth));
            figures[DwellingTally.Names[column] + "_roc_auc"] = Math.Round(auc, 3);
            figures[DwellingTally.Names[column] + "_average_precision"] = Math.Round(ap, 3);
            figures[DwellingTally.Names[column] + "_precision_at_budget"] = Math.Round(precision, 3);
            (bestAp, bestPrecision) = (Math.Max(bestAp, ap), Math.Max(bestPrecision, precision));
        }

        figures["best_single_average_precision"] = Math.Round(bestAp, 3);
        figures["best_single_precision_at_budget"] = Math.Round(bestPrecision, 3);
        figures["learner_average_precision"] = Math.Round(Learner(homes, features, truth, seed, isTold: false), 3);
        figures["oracle_average_precision"] = Math.Round(Learner(homes, features, truth, seed, isTold: true), 3);
        var context = BenchReport.CommonContext();
        (context["seed"], context["dwellings"], context["group_rentals"], context["visits"], context["data"]) = (seed, homes.Count, truth.Count(t => t), budget, "simulated");
        return new BenchReport("simulator", figures, context);
    }

    private static double Learner(List<DwellingTally> homes, List<double[]> features, bool[] truth, ulong seed, bool isTold)
    {
        string[] more = ["rooms", "floor_area_m2", "registered", .. isTold ? (string[])["present", "present_over_registered", "present_a_room"] : []];
        var values = homes.SelectMany((home, i) => features[i].Concat(More(home, isTold))).Select(v => (float)v).ToArray();
        var scores = Discriminator.Scores(
            new FeatureMatrix([.. DwellingTally.Names, .. more], values), truth, [.. homes.Select((_, i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture))], unchecked((int)(seed & 0xFFFF)));
        return Ranking.AveragePrecision(scores, truth);
    }

    private static IEnumerable<double> More(DwellingTally home, bool isTold)
    {
        IEnumerable<double> known = [home.Rooms, home.Area, home.Registered];
        var present = home.Present / Days;
        return isTold ? known.Concat([present, present - home.Registered, present / Math.Max(1, home.Rooms)]) : known;
    }

    private static void Add(SimulatedEvents events, Dictionary<string, DwellingTally> tallies, TimeZoneInfo zone)
    {
        if (events.Contract is not ("meter-readings" or "dwellings"))
        {
            return;
        }

        var dwellings = (StringArray)events.Rows.Column("dwelling_id", StringComparer.Ordinal);
        if (events.Contract is "dwellings")
        {
            var (rooms, area, registered) = ((Int64Array)events.Rows.Column("rooms", StringComparer.Ordinal), (DoubleArray)events.Rows.Column("floor_area_m2", StringComparer.Ordinal), (Int64Array)events.Rows.Column("registered_population", StringComparer.Ordinal));
            for (var row = 0; row < events.Rows.Length; row++)
            {
                var home = tallies[dwellings.GetString(row)];
                (home.Rooms, home.Area, home.Registered) = (rooms.GetValue(row)!.Value, area.GetValue(row)!.Value, registered.GetValue(row)!.Value);
            }

            return;
        }

        var (utilities, instants, registers) = ((StringArray)events.Rows.Column("utility", StringComparer.Ordinal), (TimestampArray)events.Rows.Column("read_at", StringComparer.Ordinal), (DoubleArray)events.Rows.Column("register", StringComparer.Ordinal));
        var offset = (long)zone.GetUtcOffset(events.Through).TotalSeconds;
        for (var row = 0; row < events.Rows.Length; row++)
        {
            var utility = utilities.GetBytes(row)[0] switch { (byte)'w' => 0, (byte)'e' => 1, _ => 2 };
            tallies[dwellings.GetString(row)].Add(utility, (instants.Values[row] / 1_000) + offset, registers.Values[row]);
        }
    }

    private sealed class Sink(Dictionary<string, DwellingTally> tallies) : ITruthSink
    {
        public void Write(TruthRow row)
        {
            tallies.TryAdd(row.Subject, new DwellingTally());
            var home = tallies[row.Subject];
            switch (row.Kind)
            {
                case "group_rental":
                    home.IsRental = row.Value > 0;
                    break;
                case "present":
                    home.Present += row.Value ?? 0;
                    break;
                case "occupants":
                    home.Occupants = row.Value ?? 0;
                    break;
                default:
                    break;
            }
        }
    }
}
