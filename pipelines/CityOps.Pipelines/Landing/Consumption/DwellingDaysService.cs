using CityOps.Warehouse;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Fills changed days from time to time, so that bulk landing fills a day once and live days are fresh within a minute.</summary>
internal sealed class DwellingDaysService(
    DwellingDays days, DwellingDaysStatus status, LandingRetry retry, IOptions<LandingOptions> options, TimeProvider time, ILogger<DwellingDaysService> logger) : BackgroundService
{
    /// <summary>Landing has stopped by now: what it left is filled once more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await days.SettleAsync(cancellationToken);
        }
        catch (Exception error) when (error is WarehouseException or OperationCanceledException)
        {
            logger.LogInformation(error, "The days that changed last were not filled before the end; the marks stay and the next process goes on");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.DaysRefreshMs), time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await retry.RunAsync("Filling dwelling_days", async (_, token) => await days.SettleAsync(statementsAtATime: 1, token), status.Failed, stoppingToken);
                status.Recovered();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The marks stay; the next process goes on.
        }
    }
}
