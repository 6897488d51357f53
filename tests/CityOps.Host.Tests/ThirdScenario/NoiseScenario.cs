using CityOps.Casework.Elements;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Scenarios;
using CityOps.Ingest.Simulation;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse.Migrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CityOps.Host.Tests.ThirdScenario;

/// <summary>A measurement of noise, made up for this test alone.</summary>
[Contract("noise-readings", Subject = "sensor_id")]
public sealed record NoiseReading([Longest(64)] string SensorId, DateTimeOffset At, [Between(0, 200)] double Decibels);

/// <summary>
/// A third scenario that nothing in the product knows: night noise of building sites. It adds a contract, a table, a landing, a stream processor, a scoring
/// job, case elements, a simulator and an endpoint, and touches no other folder.
/// </summary>
public sealed class NoiseScenario : IScenario
{
    public const string ScenarioName = "night-noise";

    private const string Table = """
        CREATE TABLE IF NOT EXISTS noise_readings
        (
            sensor_id String, at DateTime64(3, 'UTC'), decibels Float64, received_at DateTime64(3, 'UTC'), version UInt64
        )
        ENGINE = ReplacingMergeTree(version) ORDER BY (sensor_id, at)
        """;

    public string Name => ScenarioName;

    public int ScoringRuns { get; private set; }

    public void Contribute(IScenarioParts parts)
    {
        parts.Add(new ContractPart(ContractReader.Read<NoiseReading>()));
        parts.Add(new WarehouseMigration(Name, 1, "noise", [Table]));
        parts.Add(new LandingPart("noise-readings", "noise_readings"));
        parts.Add(new StreamProcessorPart("noise", "noise-readings", [], (_, state) => new NoiseProcessor(state)));
        parts.Add(new ScoringJobPart(Name, _ => new CountingJob(this)));
        parts.Add(new SimulatorPart(Name, "noise", () => new NoiseSimulator()));
        parts.Add(new CaseElementsPart(
            Name, "夜间噪声", "Night noise", SubjectKind.Truck, ReviewBeforeDispatch: false,
            [Outcome.Confirmed, Outcome.NotFound],
            [new CaseCode("loud", "噪声超标", "Too loud")],
            [new CaseCode("sensor_fault", "传感器故障", "A faulty sensor")],
            [],
            new CaseLimits(new(2, TimeLimitUnit.UrgentHours), new(2, TimeLimitUnit.UrgentHours), new(4, TimeLimitUnit.UrgentHours), new(1, TimeLimitUnit.WorkingDays))));
        parts.Add(new EndpointsPart(Name, Policies.CasesRead, routes => routes.MapGet("/limit", () => Results.Json(new { decibels = NoiseProcessor.LimitDecibels }))));
    }

    private sealed class CountingJob(NoiseScenario scenario) : IScoringJob
    {
        public Task<ScoringSummary> ScoreAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
        {
            scenario.ScoringRuns++;
            return Task.FromResult(new ScoringSummary(Scored: 1, NotScoreable: 0, Suspicions: 0));
        }
    }
}
