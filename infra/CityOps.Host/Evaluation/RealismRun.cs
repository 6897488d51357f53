using CityOps.Host.Bench;
using CityOps.Host.Commands;
using CityOps.Ingest.Simulation;
using CityOps.Models.Evaluation.Realism;

namespace CityOps.Host.Evaluation;

/// <summary>Sets real homes beside simulated ones of the same sizes and the same months.</summary>
internal static class RealismRun
{
    /// <summary>A week counts where at least this share of its hours was read.</summary>
    private const double LeastCoverage = 0.5;

    public static async Task<BenchReport> RunAsync(FileInfo readings, FileInfo homes, string timeZone, ulong seed, Action<double> progress, CancellationToken cancellationToken)
    {
        foreach (var file in (FileInfo[])[readings, homes])
        {
            if (!file.Exists)
            {
                throw new CommandException($"there is no file {file.FullName}.");
            }
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var real = WaterFile.Read(readings, zone);
        var all = real.SelectMany(h => h.Readings).Select(r => r.LocalSeconds).DefaultIfEmpty().ToList();
        var request = new SimulationRequest(seed, real.Count, DateTimeOffset.FromUnixTimeSeconds(all.Min()), DateTimeOffset.FromUnixTimeSeconds(all.Max()))
        {
            Chunk = TimeSpan.FromDays(7),
            Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["like"] = homes.FullName },
        };
        var simulated = await SimulatedWater.ReadAsync(request, zone, done => progress(0.8 * done), cancellationToken);
        var result = Discriminator.Tell(Weeks(real), Weeks(simulated), unchecked((int)(seed & 0xFFFF)));
        var context = BenchReport.CommonContext();
        context["seed"] = seed;
        context["telling_features"] = result.Telling.Select(t => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{t.Feature} {t.Auc:F2}")).ToList();
        return new BenchReport(
            "realism",
            new Dictionary<string, object>(StringComparer.Ordinal) { ["discriminator_auc"] = Math.Round(result.Auc, 4), ["homes"] = result.Homes, ["weeks"] = result.Weeks },
            context);
    }

    private static List<WaterWeek> Weeks(IReadOnlyList<WaterHome> homes) => [.. homes.SelectMany(home => WaterWeek.Of(home, LeastCoverage))];
}
