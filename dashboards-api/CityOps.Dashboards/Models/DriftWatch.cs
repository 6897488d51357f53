using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.Models;

/// <summary>
/// Measures drift, each day and on demand, and tells whoever watches: gauges of meter <c>CityOps.Models</c>, and health check <c>models</c>, degraded while the last measurement alerts or a champion cannot be read.
/// </summary>
internal sealed class DriftWatch : IHealthCheck, IDisposable
{
    private readonly ModelScenarios _models;
    private readonly TimeProvider _time;
    private readonly ILogger<DriftWatch> _logger;
    private readonly Meter _meter;
    private readonly ConcurrentDictionary<string, DriftReport> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _remembered = new(StringComparer.Ordinal);

    public DriftWatch(ModelScenarios models, TimeProvider time, IMeterFactory meters, ILogger<DriftWatch> logger)
    {
        (_models, _time, _logger) = (models, time, logger);
        _meter = meters.Create("CityOps.Models");
        _meter.CreateObservableGauge(
            "cityops.models.drift_alert", () => _latest.Select(l => new Measurement<int>(l.Value.IsAlert ? 1 : 0, Tag(l.Key))), description: "1 while the last measurement of drift alerts.");
        _meter.CreateObservableGauge(
            "cityops.models.drift_moved", () => _latest.Select(l => new Measurement<int>(l.Value.Features.Count(f => f.IsAlert), Tag(l.Key))), "{feature}", "Features that have moved from what the champion learnt from.");
        _meter.CreateObservableGauge(
            "cityops.models.drift_psi",
            () => _latest.SelectMany(l => l.Value.Scores.Where(s => s.Psi is not null).Select(s => new Measurement<double>(s.Psi!.Value, Tag(l.Key), new KeyValuePair<string, object?>("score", s.Name)))),
            description: "Population stability index of what the champion says.");
    }

    public async Task<DriftReport> MeasureAsync(string scenario, CancellationToken cancellationToken)
    {
        var report = await _models.Find(scenario)!.MeasureDriftAsync(_time.GetUtcNow(), cancellationToken);
        _latest[scenario] = report;
        if (report.IsAlert)
        {
            _logger.LogWarning("Model {Version} of {Scenario}: the district has moved. {Alerts}", report.Version, scenario, string.Join(" ", report.Alerts));
        }

        return report;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await RememberAsync(cancellationToken);
        var damaged = _models.Names.Select(name => (Name: name, Why: ProblemOf(name))).Where(d => d.Why is not null).ToList();
        if (damaged.Count > 0)
        {
            return HealthCheckResult.Degraded(string.Join(" ", damaged.Select(d => $"{d.Name}: {d.Why}")));
        }

        var moved = _latest.Where(l => l.Value.IsAlert).OrderBy(l => l.Key, StringComparer.Ordinal).ToList();
        return moved.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join(" ", moved.Select(l => $"{l.Key}: {string.Join(" ", l.Value.Alerts)} See GET /api/v1/models/{l.Key}/drift; retrain, or roll back.")));
    }

    // A process that is not set up for the models of a scenario has no champion of it either.
    private string? ProblemOf(string scenario)
    {
        try
        {
            return _models.Find(scenario)!.ChampionProblem();
        }
        catch (InvalidOperationException notSetUp)
        {
            _logger.LogDebug(notSetUp, "The champion of {Scenario} cannot be looked at", scenario);
            return null;
        }
    }

    // What was measured before this process started. A warehouse that is away has a health check of its own.
    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        foreach (var scenario in _models.Names.Where(s => !_remembered.ContainsKey(s)))
        {
            try
            {
                if (await _models.Find(scenario)!.DriftAsync(cancellationToken) is { } history)
                {
                    _latest.TryAdd(scenario, history.Latest);
                }

                _remembered[scenario] = true;
            }
            catch (Exception away) when (away is WarehouseException or InvalidOperationException)
            {
                _logger.LogDebug(away, "What was measured of drift of {Scenario} cannot be read yet", scenario);
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string scenario) => new("scenario", scenario);
}
