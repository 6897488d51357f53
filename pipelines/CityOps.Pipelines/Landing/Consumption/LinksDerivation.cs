using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Books the consumption of meters anew whose links to dwellings changed: all that they ever read.</summary>
internal sealed class LinksDerivation(ConsumptionBooking booking) : IDerivation
{
    // Bounds what one statement reads and what is held of it.
    private const long MaxReadingsPerStatement = 2_000_000;

    public async Task ApplyAsync(string batchId, IReadOnlyList<RecordBatch> landed, CancellationToken cancellationToken)
    {
        booking.Begin();
        var linked = new HashSet<ulong>();
        foreach (var batch in landed)
        {
            foreach (var meter in batch.Keys("meter_key"))
            {
                linked.Add(meter);
            }
        }

        var id = SurroundingsReader.AttemptAt(batchId);
        await booking.Reader.StageAsync(id, [.. linked.Select(meter => new ChangedMeter(meter, 0, 0))], cancellationToken);
        var part = 0;
        foreach (var meters in Parts(await booking.Reader.MetersAsync(id, cancellationToken)))
        {
            await BookAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}#{part++}"), meters, cancellationToken);
        }

        await booking.FlushAsync(cancellationToken);
    }

    private async Task BookAsync(string id, IReadOnlyList<ChangedMeter> changed, CancellationToken cancellationToken)
    {
        var reader = booking.Reader;
        await reader.StageAsync(id, changed, cancellationToken);
        var links = await reader.LinksAsync(id, cancellationToken);
        using var readings = await reader.AllAsync(id, cancellationToken);
        var meters = changed.ToDictionary(meter => meter.MeterKey, meter => AllOf(meter.MeterKey, readings));
        await reader.BookedAsync(id, meters, cancellationToken);
        foreach (var meter in meters.Values)
        {
            await booking.BookAsync(meter, links.GetValueOrDefault(meter.MeterKey), cancellationToken);
        }
    }

    private static MeterReadings AllOf(ulong key, ReadingGroups readings)
    {
        var meter = new MeterReadings(key) { IsRewritten = true };
        foreach (var (utility, code) in RegisterKinds.All)
        {
            var all = readings.Of(key, utility, code);
            if (!all.IsEmpty)
            {
                var register = meter.Register(utility, code);
                register.Begin(all, isWhole: true);
                register.MarkAll();
                meter.Newest = Math.Max(meter.Newest, register.Newest());
            }
        }

        return meter;
    }

    private static IEnumerable<IReadOnlyList<ChangedMeter>> Parts(List<(ulong Meter, long Readings)> meters)
    {
        var part = new List<ChangedMeter>();
        var readings = 0L;
        foreach (var meter in meters)
        {
            part.Add(new ChangedMeter(meter.Meter, 0, 0));
            readings += meter.Readings;
            if (readings >= MaxReadingsPerStatement)
            {
                yield return part;
                (part, readings) = ([], 0);
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
