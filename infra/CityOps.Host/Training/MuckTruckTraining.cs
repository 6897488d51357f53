using System.Globalization;
using System.Text.Json;
using CityOps.Host.Commands;
using CityOps.Host.Evaluation.MuckTruck;
using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Pipelines.Trucks;

namespace CityOps.Host.Training;

/// <summary>What <c>cityops train muck-truck</c> was asked to do.</summary>
internal sealed record MuckTruckTrainingRequest(ulong Seed, int Trucks, int Days, bool Promote, bool Json);

/// <summary>
/// Trains what muck trucks are scored by on a simulated fleet, judges it on another one, and keeps it in the registry with what it was judged on; the book of training says who did.
/// </summary>
internal static class MuckTruckTraining
{
    private const ulong HeldOutSeed = 500_009;

    /// <param name="by">Who trains: a person, or the demonstration.</param>
    /// <exception cref="CommandException">Nothing happened in the fleet that could be learnt from.</exception>
    public static async Task<(string Version, MuckTruckPrecision Precision, byte[] Metrics)> RegisterAsync(
        ModelRegistry registry, MuckTruckTrainingRequest request, string by, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var learnt = await ExamplesAsync(request.Seed, request, cancellationToken);
        var heldOut = await ExamplesAsync(request.Seed + HeldOutSeed, request, cancellationToken);
        var model = learnt.Train();
        var precision = heldOut.PrecisionOf(model);
        var metrics = Metrics(request.Seed, learnt, heldOut, precision);
        var version = Evaluation(request, model, learnt, heldOut).Register(registry, model, heldOut.ToJudged(), metrics);
        new TrainingBook(registry.Folder).Keep(FinishedRun.Of(TruckPipeline.Scenario, by, version, (long)request.Seed, began, time));
        return (version, precision, metrics);
    }

    private static FleetEvaluation Evaluation(MuckTruckTrainingRequest request, MuckTruckModel model, MuckTruckExamples learnt, MuckTruckExamples heldOut)
    {
        var options = new TruckOptions();
        return FleetEvaluation.Of(
            model,
            "simulated",
            string.Create(CultureInfo.InvariantCulture, $"a simulated fleet of {request.Trucks} trucks for {request.Days} days (seed {request.Seed}), judged on another one (seed {request.Seed + HeldOutSeed})"),
            (long)request.Seed,
            learnt.CountOf,
            heldOut.ToJudged(),
            kind => ReferenceEquals(kind, ScoreKind.Dust) ? options.DustScore : options.SpillageScore);
    }

    private static byte[] Metrics(ulong seed, MuckTruckExamples learnt, MuckTruckExamples heldOut, MuckTruckPrecision precision) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        origin = "simulated",
        seed,
        trained_windows = learnt.Windows.Examples.Count,
        judged_windows = heldOut.Windows.Examples.Count,
        spilled_windows = heldOut.Windows.Truth.Count(t => t),
        average_precision = precision.Spillage,
        trained_passes = learnt.Passes.Examples.Count,
        judged_passes = heldOut.Passes.Examples.Count,
        dusty_passes = heldOut.Passes.Truth.Count(t => t),
        average_precision_dust = precision.Dust,
    });

    private static async Task<MuckTruckExamples> ExamplesAsync(ulong seed, MuckTruckTrainingRequest request, CancellationToken cancellationToken)
    {
        var fleet = await SimulatedFleet.RunAsync(seed, request.Trucks, request.Days, judge: false, _ => { }, cancellationToken);
        var examples = MuckTruckExamples.Of(new FleetMeasures(fleet));
        return examples.Windows.Truth.Any(t => t) && examples.Passes.Truth.Any(t => t)
            ? examples
            : throw new CommandException("nothing spilled or no dust was raised in this fleet: give it more trucks or days.", exitCode: 1);
    }
}
