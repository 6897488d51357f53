using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.DeadLetters;
using CityOps.Pipelines.Landing.Consumption;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse.Migrations;
using CityOps.Warehouse.Retention;

namespace CityOps.Pipelines;

/// <summary>What every district has whatever it watches for: the core tables, and the landing of the contracts that no scenario owns.</summary>
public sealed class CoreScenario : IScenario
{
    public string Name => "core";

    public void Contribute(IScenarioParts parts)
    {
        foreach (var step in MigrationFiles.Load(typeof(CoreScenario).Assembly, "CityOps.Pipelines.Landing.Schema", WarehouseMigrator.CoreOwner))
        {
            parts.Add(step);
        }

        foreach (var step in MigrationFiles.Load(typeof(CoreScenario).Assembly, "CityOps.Pipelines.DeadLetters.Schema", "dead-letters"))
        {
            parts.Add(step);
        }

        parts.Add(new RetentionPart("readings", "(toStartOfMonth(read_at) + toIntervalMonth(1))"));
        parts.Add(new RetentionPart("consumption_hours", "(toStartOfMonth(hour) + toIntervalMonth(1))"));
        parts.Add(new RetentionPart("consumption_intervals", "(toStartOfYear(started_at) + toIntervalYear(1))"));
        parts.Add(new RetentionPart("roadside_observations", "(toStartOfMonth(at) + toIntervalMonth(1))"));
        parts.Add(new RetentionPart("weather", "(toStartOfYear(at) + toIntervalYear(1))"));
        parts.Add(new RetentionPart("dead_letters", "toDate(at)", DefaultDays: 180));
        parts.Add(new OpenTablesPart(["weather", "roadside_observations"]));
        parts.Add(new LandingPart("meter-readings", "readings", ConsumptionDerivations.OfReadings));
        parts.Add(new LandingPart("meter-links", "meter_links", ConsumptionDerivations.OfLinks));
        parts.Add(new LandingPart("dwellings", "dwellings"));
        parts.Add(new LandingPart("dwelling-signals", "dwelling_signals"));
        parts.Add(new LandingPart("weather", "weather"));
        parts.Add(new LandingPart("roadside-observations", "roadside_observations"));
        parts.Add(new LandingPart("labels", "labels"));
        parts.Add(new LandingPart("case-events", "case_events"));
        parts.Add(new LandingPart(DeadLetterTopics.Contract, "dead_letters", Version: DeadLetterVersion.Of));
    }
}
