using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Models;

/// <summary>The use cases around models, one file each.</summary>
internal static class ModelEndpoints
{
    public static void Add(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<ModelScenarios>();
        services.AddSingleton<TrainingRuns>();
        services.AddSingleton<DriftWatch>();
        services.AddHealthChecks().AddCheck<DriftWatch>("models");
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ListModels.Map(api);
        ListModelVersions.Map(api);
        GetModelVersion.Map(api);
        CompareModels.Map(api);
        Errors.ShowModelErrors.Map(api);
        ShowDrift.Map(api);
        MeasureDrift.Map(api);
        StartTrainingRun.Map(api);
        GetTrainingRun.Map(api);
        PromoteModel.Map(api);
        RollBackModel.Map(api);
        ChallengeModel.Map(api);
        ExportFeatures.Map(api);
    }
}
