using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Briefs;

/// <summary>Makes and keeps the brief of each day, week and month once it is over.</summary>
internal sealed class BriefJob(BriefMaker maker)
{
    public Task RunAsync(BriefPeriod period, CancellationToken cancellationToken) => maker.MakeLastAsync(period, cancellationToken);
}

/// <summary>Tells the job server, at start, when briefs are made: before the morning's shift, by the local clock.</summary>
internal sealed class BriefJobs(IRecurringJobManager manager, IOptions<DashboardsOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var local = new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone) };
        manager.AddOrUpdate<BriefJob>("brief day", job => job.RunAsync(BriefPeriod.Day, CancellationToken.None), "30 6 * * *", local);
        manager.AddOrUpdate<BriefJob>("brief week", job => job.RunAsync(BriefPeriod.Week, CancellationToken.None), "35 6 * * 1", local);
        manager.AddOrUpdate<BriefJob>("brief month", job => job.RunAsync(BriefPeriod.Month, CancellationToken.None), "40 6 1 * *", local);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
