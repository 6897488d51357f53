
namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>Sends and waits through faults, as ingest does.</summary>
internal static class Patient
{
    /// <summary>What was not acknowledged is sent again. Keys make a row that was in already the same row.</summary>
    public static async Task AppendAsync(District process, Reading[] readings)
    {
        var sent = false;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                if (!sent)
                {
                    await process.AppendAsync(readings);
                    sent = true;
                }

                return true;
            }
            catch (EventLog.EventLogException)
            {
                return false;
            }
        });
    }

    /// <summary>Asking for offsets fails while brokers do.</summary>
    public static Task LandedAsync(District process) => Eventually.TrueAsync(async () =>
    {
        try
        {
            await process.LandedAsync();
            return true;
        }
        catch (EventLog.EventLogException)
        {
            return false;
        }
    });
}
