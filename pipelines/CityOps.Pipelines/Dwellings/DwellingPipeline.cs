using CityOps.Contracts.Scenarios;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings.Lifecycle;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Suspicions;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;
using CityOps.Warehouse.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Dwellings;

/// <summary>What the group-rental scenario contributes to this layer: its tables and its scoring job.</summary>
public static class DwellingPipeline
{
    public static void AddTo(IScenarioParts parts)
    {
        parts.Add(new WarehouseMigration(
            GroupRentalScoringJob.Scenario, 1, "daily partials and scores of dwellings", [.. SqlText.Below("Dwellings.Schema").Select(SqlText.Read)]));
        parts.Add(new SettingsPart(DwellingOptions.Section, typeof(DwellingOptions)));
        parts.Add(new SettingsPart(DriftOptions.Section, typeof(DriftOptions)));
        parts.Add(new RetentionPart("dwelling_days", "(toStartOfMonth(day) + toIntervalMonth(1))"));
        parts.Add(new RetentionPart("dwelling_scores", "(toStartOfMonth(scored_at) + toIntervalMonth(1))"));
        parts.Add(new WarehouseMigration(
            GroupRentalScoringJob.Scenario, 2, "drift of models", [.. SqlText.Below("Dwellings.Lifecycle.Schema").Select(SqlText.Read)]));
        parts.Add(new ScoringJobPart(GroupRentalScoringJob.Scenario, CreateJob));
        parts.Add(new ModelsPart(GroupRentalScoringJob.Scenario, LifecycleOf));
    }

    /// <summary>The life of the models on a process's warehouse.</summary>
    public static GroupRentalLifecycle LifecycleOf(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return new GroupRentalLifecycle(
            services.GetRequiredService<IWarehouse>(),
            RegistryOf(configuration),
            OptionsOf(configuration),
            Validated(configuration.GetSection(DriftOptions.Section).Get<DriftOptions>() ?? new DriftOptions()),
            ZoneOf(configuration),
            services.GetRequiredService<TimeProvider>());
    }

    private static GroupRentalScoringJob CreateJob(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return new GroupRentalScoringJob(
            services.GetRequiredService<IWarehouse>(),
            services.GetRequiredService<ISuspicionPublisher>(),
            new GroupRentalChampion(RegistryOf(configuration)),
            OptionsOf(configuration),
            ZoneOf(configuration),
            services.GetRequiredService<ILogger<GroupRentalScoringJob>>());
    }

    /// <summary>The registry in <c>{CityOps:DataFolder}/models</c>.</summary>
    public static ModelRegistry RegistryOf(IConfiguration configuration) => new(
        Path.Combine(configuration["CityOps:DataFolder"] ?? throw new InvalidOperationException("CityOps:DataFolder is not set: name the folder that holds the models."), "models"),
        GroupRentalScoringJob.Scenario);

    public static TimeZoneInfo ZoneOf(IConfiguration configuration) => LocalZone.Of(configuration);

    private static DwellingOptions OptionsOf(IConfiguration configuration)
    {
        var options = new DwellingOptions();
        configuration.GetSection(DwellingOptions.Section).Bind(options);
        return Validated(options);
    }

    private static T Validated<T>(T options)
        where T : class
    {
        System.ComponentModel.DataAnnotations.Validator.ValidateObject(options, new System.ComponentModel.DataAnnotations.ValidationContext(options), validateAllProperties: true);
        return options;
    }
}
