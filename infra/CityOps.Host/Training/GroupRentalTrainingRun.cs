using System.Text;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Training;

/// <summary>What <c>cityops train group-rental</c> was asked to do.</summary>
/// <param name="Dwellings">Cold start: simulated dwellings a season.</param>
internal sealed record TrainingRequest(bool ColdStart, int Dwellings, bool Promote, bool Json);

/// <summary>One training run, from the data to a version in the registry.</summary>
internal static class GroupRentalTrainingRun
{
    public static async Task<int> RunAsync(DataFolder folder, TrainingRequest request, CancellationToken cancellationToken)
    {
        var (configuration, began) = (HostConfiguration.Build(folder), TimeProvider.System.GetUtcNow());
        var model = request.ColdStart
            ? await FromSimulationAsync(configuration, request.Dwellings, cancellationToken)
            : await FromVisitsAsync(folder, configuration, cancellationToken);
        var registry = DwellingPipeline.RegistryOf(configuration);
        var version = GroupRentalTraining.Register(registry, model);
        new TrainingBook(registry.Folder).Keep(FinishedRun.Of(PromotedScenario.GroupRental.Name, Environment.UserName, version, new TrainingOptions().Seed, began, TimeProvider.System));
        if (request.Promote)
        {
            var reason = new PromotionRequest(version, Environment.UserName, "train --promote", Rollback: false, Challenger: false, DespiteGate: false, Json: false);
            if (await PromotionRun.RunAsync(PromotedScenario.GroupRental, folder, reason, TimeProvider.System, request.Json ? Console.Error : Console.Out, cancellationToken) != 0)
            {
                return 1;
            }
        }

        var metrics = Encoding.UTF8.GetString(GroupRentalTraining.MetricsJson(model));
        Console.WriteLine(request.Json
            ? $$"""{"version": "{{version}}", "promoted": {{(request.Promote ? "true" : "false")}}, "metrics": {{metrics}}}"""
            : $"Version {version} is in the registry{(request.Promote ? " and scores from now on" : "; --promote puts it to work")}.\n{metrics}");
        return 0;
    }

    private static async Task<TrainedModel> FromSimulationAsync(IConfiguration configuration, int dwellings, CancellationToken cancellationToken)
    {
        await using var scratch = await ScratchWarehouse.StartAsync(cancellationToken);
        var options = new ColdStartOptions(DwellingsPerSeason: dwellings, TimeZone: DwellingPipeline.ZoneOf(configuration).Id);
        return await GroupRentalTraining.ColdStartAsync(scratch.Warehouse, new HouseholdTrainingDistrict(), options, new TrainingOptions(), cancellationToken);
    }

    private static async Task<TrainedModel> FromVisitsAsync(DataFolder folder, IConfiguration configuration, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Composition.Scenarios.Catalog())
            .AddCityOpsWarehouse(RunningWarehouse.Of(folder, configuration))
            .BuildServiceProvider();
        try
        {
            return await GroupRentalTraining.FromLabelsAsync(
                services.GetRequiredService<IWarehouse>(), DwellingPipeline.ZoneOf(configuration), new DwellingOptions().FewestPeers, new TrainingOptions(), cancellationToken);
        }
        catch (ModelRequestException tooFew)
        {
            throw new CommandException(tooFew.Message, exitCode: 1);
        }
    }
}
