using Apache.Arrow;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>
/// Keeps consumption in step with the landed readings of one partition. Meters that are read in order are booked from memory; of others the readings
/// around the change are read from the warehouse.
/// </summary>
internal sealed class ReadingsDerivation(ConsumptionBooking booking, int maxRememberedMeters) : IDerivation
{
    // Bounds what one statement reads, and what is held of it: roughly this many readings at an hourly cycle.
    private const long MaxHoursPerStatement = 500_000;
    private const long HoursAround = 96;

    private readonly MeterMemory _memory = new(maxRememberedMeters);

    public async Task ApplyAsync(string batchId, IReadOnlyList<RecordBatch> landed, CancellationToken cancellationToken)
    {
        try
        {
            booking.Begin();
            using var readings = ReadingGroups.Of(landed);
            await BookAsync(SurroundingsReader.AttemptAt(batchId), readings, cancellationToken);
        }
        catch
        {
            _memory.ForgetAll();
            throw;
        }
    }

    private async Task BookAsync(string id, ReadingGroups landed, CancellationToken cancellationToken)
    {
        await booking.Reader.StageAsync(id, [.. landed.Meters.Select(meter => SpanOf(landed, meter))], cancellationToken);
        var links = await booking.Reader.LinksAsync(id, cancellationToken);
        var unknown = new List<ChangedMeter>();
        foreach (var key in landed.Meters)
        {
            if (FromMemory(key, landed) is { } meter)
            {
                await booking.BookAsync(meter, links.GetValueOrDefault(key), cancellationToken);
                _memory.Remember(meter);
            }
            else
            {
                unknown.Add(SpanOf(landed, key));
            }
        }

        await BookUnknownAsync(id, unknown, landed, links, cancellationToken);
        await booking.FlushAsync(cancellationToken);
        await BookRelinkedAsync(id, landed, links, cancellationToken);
    }

    /// <summary>
    /// Books again what was booked by links that have changed since they were read. Links are derived from beside readings: whoever derives from new links
    /// takes back what was booked by the old ones, but for what is written here after it has looked. That is seen here, since the links were in by then.
    /// </summary>
    private async Task BookRelinkedAsync(string id, ReadingGroups landed, Dictionary<ulong, MeterLinks> links, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var now = await booking.Reader.LinksAsync(id, cancellationToken);
            var relinked = now.Where(meter => meter.Value.Version != links.GetValueOrDefault(meter.Key)?.Version).Select(meter => SpanOf(landed, meter.Key)).ToList();
            if (relinked.Count == 0)
            {
                return;
            }

            await BookUnknownAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}!{round}"), relinked, landed, now, cancellationToken);
            await booking.FlushAsync(cancellationToken);
            links = now;
        }
    }

    private async Task BookUnknownAsync(
        string id, List<ChangedMeter> unknown, ReadingGroups landed, Dictionary<ulong, MeterLinks> links, CancellationToken cancellationToken)
    {
        var part = 0;
        foreach (var meters in Parts(unknown))
        {
            await BookPartAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}#{part++}"), meters, landed, links, cancellationToken);
        }
    }

    private MeterReadings? FromMemory(ulong key, ReadingGroups landed)
    {
        var meter = _memory.Recall(key);
        if (meter is null)
        {
            return null;
        }

        foreach (var (utility, code) in RegisterKinds.All)
        {
            var changed = landed.Of(key, utility, code);
            if (changed.IsEmpty)
            {
                continue;
            }

            if (meter.Find(utility, code) is not { } register)
            {
                return null;
            }

            register.Add(changed);
            meter.Newest = Math.Max(meter.Newest, NewestOf(changed));
        }

        return Surroundings.AreEnough(meter, booking.Rules) ? meter : null;
    }

    private async Task BookPartAsync(
        string id, IReadOnlyList<ChangedMeter> changed, ReadingGroups landed, Dictionary<ulong, MeterLinks> links, CancellationToken cancellationToken)
    {
        var reader = booking.Reader;
        await reader.StageAsync(id, changed, cancellationToken);
        using var near = await reader.NearAsync(id, landed.Versions, cancellationToken);
        using var around = new ReadingsAround(landed, near);
        if (changed.Where(around.LacksBefore).ToList() is { Count: > 0 } before)
        {
            await reader.StageAsync(id + "<", before, cancellationToken);
            around.AddBefore(before, await reader.BeforeAsync(id + "<", cancellationToken));
        }

        if (changed.Where(around.LacksBehind).ToList() is { Count: > 0 } behind)
        {
            await reader.StageAsync(id + ">", behind, cancellationToken);
            around.AddBehind(behind, await reader.BehindAsync(id + ">", cancellationToken));
        }

        var meters = changed.ToDictionary(meter => meter.MeterKey, around.Of);
        await reader.BookedAsync(id, meters, cancellationToken);
        foreach (var meter in meters.Values)
        {
            await booking.BookAsync(meter, links.GetValueOrDefault(meter.MeterKey), cancellationToken);
            if (around.ReachesTheLast(meter.MeterKey))
            {
                _memory.Remember(meter);
            }
            else
            {
                _memory.Forget(meter.MeterKey);
            }
        }
    }

    private static ChangedMeter SpanOf(ReadingGroups landed, ulong meter)
    {
        var (from, to) = (long.MaxValue, long.MinValue);
        foreach (var (utility, code) in RegisterKinds.All)
        {
            var changed = landed.Of(meter, utility, code);
            if (!changed.IsEmpty)
            {
                (from, to) = (Math.Min(from, changed[0].AtMs), Math.Max(to, changed[^1].AtMs));
            }
        }

        return new ChangedMeter(meter, from, to);
    }

    private static ulong NewestOf(ReadOnlySpan<RegisterReading> readings)
    {
        var newest = 0UL;
        foreach (var reading in readings)
        {
            newest = Math.Max(newest, reading.Version);
        }

        return newest;
    }

    private static IEnumerable<IReadOnlyList<ChangedMeter>> Parts(List<ChangedMeter> changed)
    {
        var part = new List<ChangedMeter>();
        var hours = 0L;
        foreach (var meter in changed)
        {
            part.Add(meter);
            hours += HoursAround + ((meter.ToMs - meter.FromMs) / RegisterRules.HourMs);
            if (hours >= MaxHoursPerStatement)
            {
                yield return part;
                (part, hours) = ([], 0);
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
