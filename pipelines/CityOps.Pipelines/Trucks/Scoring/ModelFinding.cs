using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks.Scoring;

/// <summary>What a score takes for an incident, and what it rests on.</summary>
/// <param name="Score">0 to 1, as the case is ordered by.</param>
/// <param name="SensorId">The roadside sensor that saw it, where one did.</param>
internal sealed record ModelFinding(string TruckId, Finding Finding, double Score, IReadOnlyList<ScoreContribution> Contributions, string? SensorId = null)
{
    /// <summary>What a model says is no stronger evidence than a lifted bed: a case is named after its strongest.</summary>
    public const double Highest = 0.75;
}
