using System.Collections.Concurrent;
using System.Diagnostics;
using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.Jobs;

/// <summary>Runs scoring jobs, one at a time for each scenario in this process, whether the clock or a person asked.</summary>
internal sealed class ScoringRuns(ScenarioCatalog catalog, IServiceProvider services, TimeProvider time, ILogger<ScoringRuns> logger)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _running = new(StringComparer.Ordinal);

    public IEnumerable<string> Scenarios => catalog.Of<ScoringJobPart>().Select(part => part.Scenario);

    /// <summary>Since when the scenario's job has been running, or null.</summary>
    public DateTimeOffset? RunningSince(string scenario) => _running.TryGetValue(scenario, out var since) ? since : null;

    /// <summary>Scores as of an instant. Null: a run of this scenario is under way already.</summary>
    public async Task<ScoringSummary?> TryRunAsync(string scenario, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var part = catalog.Of<ScoringJobPart>().Single(p => string.Equals(p.Scenario, scenario, StringComparison.Ordinal));
        if (!_running.TryAdd(scenario, time.GetUtcNow()))
        {
            return null;
        }

        try
        {
            var watch = Stopwatch.StartNew();
            var summary = await part.Create(services).ScoreAsync(asOf, cancellationToken);
            logger.LogInformation(
                "Scored {Scenario} as of {AsOf:O}: {Scored} subjects, {NotScoreable} not scoreable, {Suspicions} suspicions, in {Elapsed}",
                scenario, asOf, summary.Scored, summary.NotScoreable, summary.Suspicions, watch.Elapsed);
            return summary;
        }
        finally
        {
            _running.TryRemove(scenario, out _);
        }
    }
}
