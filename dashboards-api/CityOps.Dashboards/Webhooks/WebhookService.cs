using CityOps.Dashboards.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Webhooks;

/// <summary>Plans and sends, again and again, and forgets what was delivered long ago.</summary>
internal sealed class WebhookService(
    WebhookPlanner planner, WebhookSender sender, IOperationsDbFactory databases, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookService> logger)
    : BackgroundService
{
    private DateTimeOffset _swept;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sending = new List<Task>();
        while (options.Value.Send && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await planner.PlanAsync(stoppingToken);
                sending.RemoveAll(task => task.IsCompleted);
                sending.AddRange((await sender.StartDueAsync(stoppingToken)).Select(WatchAsync));
                await ForgetAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Webhooks could not be planned or sent; nothing is lost, they try again.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.PollMs), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(sending);
    }

    // Nobody waits for an attempt: what befalls it is told here.
    private async Task WatchAsync(Task<int> attempts)
    {
        try
        {
            await attempts;
        }
        catch (OperationCanceledException)
        {
            // The host stops; what was claimed is tried again once its lease is over.
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Messages to a subscriber could not be sent; none is lost, they are tried again.");
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _swept < TimeSpan.FromHours(1))
        {
            return;
        }

        var oldest = now.AddDays(-options.Value.KeepDeliveredDays);
        await using var db = databases.Create();
        await db.Deliveries.Where(d => d.State == DeliveryStates.Delivered && d.DeliveredAt < oldest).ExecuteDeleteAsync(cancellationToken);
        _swept = now;
    }
}
