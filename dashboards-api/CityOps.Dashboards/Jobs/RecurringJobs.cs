using CityOps.Dashboards.Models;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Jobs;

/// <summary>Tells the job server, at start, which jobs recur and when by the local clock.</summary>
internal sealed class RecurringJobs(IRecurringJobManager manager, ScoringRuns runs, ModelScenarios models, IOptions<DashboardsOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var local = new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone) };
        foreach (var scenario in runs.Scenarios)
        {
            manager.AddOrUpdate<DailyScoring>(
                DailyScoring.IdOf(scenario), job => job.RunAsync(scenario, CancellationToken.None), options.Value.Dashboards.ScoringCron, local);
        }

        foreach (var scenario in models.Able(a => a.MeasuresDrift))
        {
            manager.AddOrUpdate<DriftWatch>($"drift {scenario}", watch => watch.MeasureAsync(scenario, CancellationToken.None), options.Value.Dashboards.DriftCron, local);
        }

        foreach (var scenario in models.Able(a => a.TrainsHere))
        {
            manager.AddOrUpdate<TrainingRuns>($"train {scenario}", training => training.ScheduledAsync(scenario), options.Value.Dashboards.RetrainingCron, local);
        }

        manager.AddOrUpdate<ErasePhotos>(ErasePhotos.Id, job => job.RunAsync(CancellationToken.None), Cron.Daily(4, 10), local);
        manager.AddOrUpdate<RingDeadlines>(RingDeadlines.Id, job => job.RunAsync(CancellationToken.None), Cron.Minutely(), local);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
