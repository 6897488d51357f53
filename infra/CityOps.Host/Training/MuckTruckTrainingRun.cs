using System.Text;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Host.Evaluation.MuckTruck;
using CityOps.Host.Operating;
using CityOps.Identity.Audit;
using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.Trucks;

namespace CityOps.Host.Training;

/// <summary>What <c>cityops train muck-truck</c> was asked to do.</summary>
internal sealed record MuckTruckTrainingRequest(ulong Seed, int Trucks, int Days, bool Promote, bool Json);

/// <summary>
/// Trains what muck trucks are scored by on a simulated fleet, judges it on another one, and keeps it in the registry. Put to work it is only where neither score is worse, on that other fleet, than the one at work.
/// </summary>
internal static class MuckTruckTrainingRun
{
    private const ulong HeldOutSeed = 500_009;

    public static async Task<int> RunAsync(DataFolder folder, MuckTruckTrainingRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var registry = TruckPipeline.RegistryOf(HostConfiguration.Build(folder));
        var learnt = await ExamplesAsync(request.Seed, request, cancellationToken);
        var heldOut = await ExamplesAsync(request.Seed + HeldOutSeed, request, cancellationToken);
        var model = learnt.Train();
        var precision = heldOut.PrecisionOf(model);
        var metrics = JsonSerializer.SerializeToUtf8Bytes(new
        {
            origin = "simulated",
            seed = request.Seed,
            trained_windows = learnt.Windows.Count,
            judged_windows = heldOut.Windows.Count,
            spilled_windows = heldOut.Windows.Count(w => w.Label),
            average_precision = precision.Spillage,
            trained_passes = learnt.Passes.Count,
            judged_passes = heldOut.Passes.Count,
            dusty_passes = heldOut.Passes.Count(p => p.Label),
            average_precision_dust = precision.Dust,
        });
        var archive = model.ToArchive();
        var version = registry.Add(archive, metrics);
        var previous = registry.VersionOf(ModelRegistry.Champion);
        var before = previous is null || string.Equals(previous, version, StringComparison.Ordinal) ? null : heldOut.PrecisionOf(MuckTruckModel.Load(registry.Read(previous)));
        var promoted = request.Promote && before?.IsBetterThan(precision) is not true;
        if (promoted)
        {
            await LocalAudit.AppendAsync(folder, new AuditEvent(Environment.UserName, Roles.Scientist, AuditAction.ModelPromoted, $"muck-truck {version}", "train --promote"), cancellationToken);
            registry.Promote(new Promotion(version, previous, time.GetUtcNow(), Environment.UserName, "train --promote"));
        }

        Console.WriteLine(request.Json
            ? $$"""{"version": "{{version}}", "promoted": {{(promoted ? "true" : "false")}}, "metrics": {{Encoding.UTF8.GetString(metrics)}}}"""
            : $"Version {version} is in the registry: average precision {precision} on another fleet{(before is { } old ? $", {old} of the one at work" : "")}.{(promoted ? " It scores from now on." : request.Promote ? " It was refused: it is worse." : " --promote puts it to work.")}");
        return request.Promote && !promoted ? 1 : 0;
    }

    private static async Task<MuckTruckExamples> ExamplesAsync(ulong seed, MuckTruckTrainingRequest request, CancellationToken cancellationToken)
    {
        var fleet = await SimulatedFleet.RunAsync(seed, request.Trucks, request.Days, judge: false, _ => { }, cancellationToken);
        var examples = MuckTruckExamples.Of(new FleetMeasures(fleet));
        return examples.Windows.Any(w => w.Label) && examples.Passes.Any(p => p.Label)
            ? examples
            : throw new CommandException("nothing spilled or no dust was raised in this fleet: give it more trucks or days.", exitCode: 1);
    }
}
