using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Suspicions;
using CityOps.Pipelines.Trucks.Lifecycle;
using CityOps.Pipelines.Trucks.Scoring;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;
using CityOps.Warehouse.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Trucks;

/// <summary>What the muck-truck scenario contributes to this layer: its tables, what lands in them, and its stream processor.</summary>
public static class TruckPipeline
{
    public const string Scenario = "muck-truck";

    /// <summary>The consumer group of the processor, and the name of its checkpoints.</summary>
    public const string Group = "trucks";

    public static void AddTo(IScenarioParts parts)
    {
        foreach (var migration in MigrationFiles.Load(typeof(TruckPipeline).Assembly, "CityOps.Pipelines.Trucks.Schema", Scenario))
        {
            parts.Add(migration);
        }

        parts.Add(new SettingsPart(TruckOptions.Section, typeof(TruckOptions)));
        parts.Add(new OpenTablesPart(["truck_positions", "truck_stops", "truck_trips", "incidents", "trucks", "sites", "permits"]));
        parts.Add(new RetentionPart("truck_positions", "(toDate(at) + toIntervalDay(1))"));
        parts.Add(new RetentionPart("truck_stops", "(toStartOfMonth(started_at) + toIntervalMonth(1))"));
        parts.Add(new RetentionPart("truck_trips", "(toStartOfMonth(started_at) + toIntervalMonth(1))"));
        parts.Add(new RetentionPart("incidents", "(toStartOfMonth(started_at) + toIntervalMonth(1))"));
        parts.Add(new LandingPart("truck-positions", "truck_positions"));
        parts.Add(new LandingPart("trucks", "trucks"));
        parts.Add(new LandingPart("sites", "sites"));
        parts.Add(new LandingPart("permits", "permits"));
        parts.Add(new ContractPart(ContractReader.Read<DeviceMute>()));
        parts.Add(new LandingPart(TruckReferences.Mutes, "device_mutes"));
        parts.Add(new ScoringJobPart(Scenario, CreateJob));
        parts.Add(new ModelsPart(Scenario, LifecycleOf) { Scores = MuckTruckLifecycle.Scores, Abilities = MuckTruckLifecycle.Abilities });
        parts.Add(new StreamProcessorPart(Group, "truck-positions", TruckReferences.All, Create));
    }

    /// <summary>The registry of what muck trucks are scored by, in <c>{CityOps:DataFolder}/models</c>.</summary>
    public static ModelRegistry RegistryOf(IConfiguration configuration) => new(
        Path.Combine(configuration["CityOps:DataFolder"] ?? throw new InvalidOperationException("CityOps:DataFolder is not set: name the folder that holds the models."), "models"), Scenario);

    /// <summary>The life of the models in a process's data folder.</summary>
    public static MuckTruckLifecycle LifecycleOf(IServiceProvider services) =>
        new(RegistryOf(services.GetRequiredService<IConfiguration>()), services.GetRequiredService<TimeProvider>());

    private static TruckScoringJob CreateJob(IServiceProvider services) => new(
        services.GetRequiredService<IWarehouse>(),
        services.GetRequiredService<ISuspicionPublisher>(),
        RegistryOf(services.GetRequiredService<IConfiguration>()),
        OptionsOf(services),
        services.GetRequiredService<ILogger<TruckScoringJob>>());

    private static TruckOptions OptionsOf(IServiceProvider services)
    {
        var options = new TruckOptions();
        services.GetRequiredService<IConfiguration>().GetSection(TruckOptions.Section).Bind(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options;
    }

    private static TruckProcessor Create(IServiceProvider services, ReadOnlyMemory<byte> state)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(services.GetRequiredService<IConfiguration>()["CityOps:TimeZone"] ?? "Asia/Shanghai");
        return new TruckProcessor(OptionsOf(services), zone, new TruckMetrics(services.GetRequiredService<IMeterFactory>()), state);
    }
}
