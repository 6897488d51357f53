using System.Text;
using CityOps.Host.Composition;
using CityOps.Pipelines.Trucks;

namespace CityOps.Host.Training;

/// <summary><c>cityops train muck-truck</c>: a version is put to work only where that was asked for and the gate finds neither score worse.</summary>
internal static class MuckTruckTrainingRun
{
    public static async Task<int> RunAsync(DataFolder folder, MuckTruckTrainingRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var (version, precision, metrics) = await MuckTruckTraining.RegisterAsync(TruckPipeline.RegistryOf(HostConfiguration.Build(folder)), request, Environment.UserName, time, cancellationToken);
        var promoted = request.Promote && await PromoteAsync(folder, version, request.Json, time, cancellationToken);
        Console.WriteLine(request.Json
            ? $$"""{"version": "{{version}}", "promoted": {{(promoted ? "true" : "false")}}, "metrics": {{Encoding.UTF8.GetString(metrics)}}}"""
            : $"Version {version} is in the registry: average precision {precision} on another fleet.{(request.Promote ? "" : " --promote puts it to work.")}");
        return request.Promote && !promoted ? 1 : 0;
    }

    private static async Task<bool> PromoteAsync(DataFolder folder, string version, bool json, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = new PromotionRequest(version, Environment.UserName, "train --promote", Rollback: false, Challenger: false, DespiteGate: false, Json: false);
        return await PromotionRun.RunAsync(PromotedScenario.MuckTruck, folder, request, time, json ? Console.Error : Console.Out, cancellationToken) == 0;
    }
}
