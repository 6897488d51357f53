using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Jobs;

/// <summary>Tells the job server, at start, which jobs recur and when by the local clock.</summary>
internal sealed class RecurringJobs(IRecurringJobManager manager, ScoringRuns runs, IOptions<DashboardsOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var local = new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone) };
        foreach (var scenario in runs.Scenarios)
        {
            manager.AddOrUpdate<DailyScoring>(
                DailyScoring.IdOf(scenario), job => job.RunAsync(scenario, CancellationToken.None), options.Value.Dashboards.ScoringCron, local);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
