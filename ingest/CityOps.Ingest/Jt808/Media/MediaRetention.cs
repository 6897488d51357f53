using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Media;

/// <summary>Deletes pictures and sounds of terminals once they are <see cref="Jt808Options.MediaRetentionDays"/> old; asked at the start and then each hour.</summary>
internal sealed class MediaRetention(MediaStore media, TimeProvider time, IOptions<Jt808Options> options, ILogger<MediaRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <returns>How many files went.</returns>
    public int DeleteOld()
    {
        var days = options.Value.MediaRetentionDays;
        var deleted = days == 0 ? 0 : media.DeleteBefore(time.GetUtcNow().AddDays(-days));
        if (deleted > 0)
        {
            logger.LogInformation("{Count} files of terminals were over {Days} days old and are deleted", deleted, days);
        }

        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                DeleteOld();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
            {
                logger.LogError(failure, "Old files of terminals could not be deleted; it is tried again in an hour");
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
