using System.Globalization;
using CityOps.Host.Bench;
using CityOps.Host.Commands;
using CityOps.Host.Evaluation.Homes;
using CityOps.Ingest.Simulation;
using CityOps.Models.Evaluation.Realism;

namespace CityOps.Host.Evaluation;

/// <summary>Sets real homes beside simulated ones of the same sizes and the same months.</summary>
internal static class RealismRun
{
    /// <summary>A week counts where at least this share of its hours was read.</summary>
    private const double LeastCoverage = 0.5;

    /// <summary>Of fewer homes the learner learns the homes, not what makes them real.</summary>
    private const int FewestHomes = 10;

    /// <exception cref="CommandException">The files are not of the same homes, or hold too little to tell anything.</exception>
    public static async Task<(BenchReport Report, DiscriminatorResult Result)> RunAsync(
        FileInfo readings, FileInfo homes, TimeZoneInfo zone, ulong seed, Action<double> progress, CancellationToken cancellationToken)
    {
        var all = await WaterHomes.ReadAsync(readings, zone, cancellationToken);
        var matched = MatchedHomes.Of(readings, [.. all.Select(h => h.Id)], homes, [.. HomesFile.Read(homes).Select(h => h.Id)], FewestHomes);
        var real = all.Where(home => matched.Names.Contains(home.Id)).ToList();
        var realWeeks = Weeks(real);
        if (realWeeks.Select(week => week.Home).Distinct(StringComparer.Ordinal).Count() is var judged && judged < FewestHomes)
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{readings.Name}: {judged} homes have a week of which half the hours were read; nothing can be said of fewer than {FewestHomes}."));
        }

        var seconds = real.SelectMany(h => h.Readings).Select(r => r.LocalSeconds).ToList();
        var request = new SimulationRequest(seed, real.Count, DateTimeOffset.FromUnixTimeSeconds(seconds.Min()), DateTimeOffset.FromUnixTimeSeconds(seconds.Max()))
        {
            Chunk = TimeSpan.FromDays(7),
            Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["like"] = homes.FullName },
        };
        var simulated = await SimulatedWater.ReadAsync(request, zone, done => progress(0.8 * done), cancellationToken);
        var imitations = matched.Names.Select(name => string.Create(CultureInfo.InvariantCulture, $"SIM{seed}-D-{name}")).ToHashSet(StringComparer.Ordinal);
        var result = Discriminator.Tell(realWeeks, Weeks([.. simulated.Where(home => imitations.Contains(home.Id))]), unchecked((int)(seed & 0xFFFF)));
        var context = BenchReport.CommonContext();
        context["origin"] = "simulated homes compared with real ones";
        context["seed"] = seed;
        context["homes_read"] = matched.Read;
        context["homes_counted"] = matched.Counted;
        context["homes_used"] = matched.Names.Count;
        context["telling_features"] = result.Telling.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Feature} {t.Auc:F2}")).ToList();
        var figures = new Dictionary<string, object>(StringComparer.Ordinal) { ["discriminator_auc"] = Math.Round(result.Auc, 4), ["homes"] = result.Homes, ["weeks"] = result.Weeks };
        return (new BenchReport("realism", figures, context), result);
    }

    private static List<WaterWeek> Weeks(IReadOnlyList<WaterHome> homes) => [.. homes.SelectMany(home => WaterWeek.Of(home, LeastCoverage))];
}
