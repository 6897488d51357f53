using System.Globalization;
using System.Text;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Host.Evaluation.MuckTruck;
using CityOps.Host.Operating;
using CityOps.Identity.Audit;
using CityOps.Models.Evaluation;
using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.Trucks;

namespace CityOps.Host.Training;

/// <summary>What <c>cityops train muck-truck</c> was asked to do.</summary>
internal sealed record SpillageTrainingRequest(ulong Seed, int Trucks, int Days, bool Promote, bool Json);

/// <summary>
/// Trains the spillage score on a simulated fleet, judges it on another one, and keeps it in the registry. Put to work it is only where it is no worse, on that other fleet, than the one at work.
/// </summary>
internal static class SpillageTrainingRun
{
    private const ulong HeldOutSeed = 500_009;

    public static async Task<int> RunAsync(DataFolder folder, SpillageTrainingRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var registry = TruckPipeline.RegistryOf(HostConfiguration.Build(folder));
        var windows = await WindowsAsync(request.Seed, request, cancellationToken);
        var heldOut = await WindowsAsync(request.Seed + HeldOutSeed, request, cancellationToken);
        var model = SpillageModel.Train(windows, seed: 1);
        var precision = PrecisionOf(model, heldOut);
        var metrics = JsonSerializer.SerializeToUtf8Bytes(new
        {
            origin = "simulated",
            seed = request.Seed,
            trained_windows = windows.Count,
            judged_windows = heldOut.Count,
            spilled_windows = heldOut.Count(w => w.Label),
            average_precision = precision,
        });
        var version = registry.Add(model.ToArchive(), metrics);
        var previous = registry.VersionOf(ModelRegistry.Champion);
        var before = previous is null || string.Equals(previous, version, StringComparison.Ordinal) ? (double?)null : PrecisionOf(SpillageModel.Load(registry.Read(previous)), heldOut);
        var promoted = request.Promote && !(before > precision);
        if (promoted)
        {
            await LocalAudit.AppendAsync(folder, new AuditEvent(Environment.UserName, Roles.Scientist, AuditAction.ModelPromoted, $"muck-truck {version}", "train --promote"), cancellationToken);
            registry.Promote(new Promotion(version, previous, time.GetUtcNow(), Environment.UserName, "train --promote"));
        }

        Console.WriteLine(request.Json
            ? $$"""{"version": "{{version}}", "promoted": {{(promoted ? "true" : "false")}}, "metrics": {{Encoding.UTF8.GetString(metrics)}}}"""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Version {version} is in the registry: average precision {precision:0.000} on another fleet{(before is { } old ? $", {old:0.000} of the one at work" : "")}.{(promoted ? " It scores from now on." : request.Promote ? " It was refused: it is worse." : " --promote puts it to work.")}"));
        return request.Promote && !promoted ? 1 : 0;
    }

    private static async Task<IReadOnlyList<SpillageExample>> WindowsAsync(ulong seed, SpillageTrainingRequest request, CancellationToken cancellationToken)
    {
        var fleet = await SimulatedFleet.RunAsync(seed, request.Trucks, request.Days, judge: false, _ => { }, cancellationToken);
        var windows = new FleetMeasures(fleet).Windows();
        return windows.Any(w => w.Label) ? windows : throw new CommandException("nothing spilled in this fleet: give it more trucks or days.", exitCode: 1);
    }

    private static double PrecisionOf(SpillageModel model, IReadOnlyList<SpillageExample> windows) => Ranking.AveragePrecision(model.Score(windows), [.. windows.Select(w => w.Label)]);
}
