namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>The readings around what changed, put together from what landed and what was read from the warehouse: near it, and further away where few lie near.</summary>
/// <remarks>It disposes what was added to it, not what it was made of.</remarks>
internal sealed class ReadingsAround(ReadingGroups landed, ReadingGroups near) : IDisposable
{
    private readonly HashSet<ulong> _lookedBefore = [];
    private readonly HashSet<ulong> _lookedBehind = [];
    private readonly HashSet<ulong> _notLast = [];
    private ReadingGroups _before = ReadingGroups.Of([]);
    private ReadingGroups _behind = ReadingGroups.Of([]);

    /// <summary>Whether some register of a meter has too few readings near and before the change.</summary>
    public bool LacksBefore(ChangedMeter meter) => Lacks(meter, near => near.Before);

    /// <summary>Whether some register of a meter has too few readings near and behind the change.</summary>
    public bool LacksBehind(ChangedMeter meter) => Lacks(meter, near => near.Behind);

    public void AddBefore(IEnumerable<ChangedMeter> meters, ReadingGroups before)
    {
        _before = before;
        _lookedBefore.UnionWith(meters.Select(meter => meter.MeterKey));
    }

    public void AddBehind(IEnumerable<ChangedMeter> meters, ReadingGroups behind)
    {
        _behind = behind;
        _lookedBehind.UnionWith(meters.Select(meter => meter.MeterKey));
    }

    public void Dispose()
    {
        _before.Dispose();
        _behind.Dispose();
    }

    /// <summary>Whether no later readings of the meter exist than are here.</summary>
    public bool ReachesTheLast(ulong meter) => _lookedBehind.Contains(meter) && !_notLast.Contains(meter);

    public MeterReadings Of(ChangedMeter changed)
    {
        var meter = new MeterReadings(changed.MeterKey) { IsRewritten = true };
        foreach (var (utility, code) in RegisterKinds.All)
        {
            var before = _before.Of(changed.MeterKey, utility, code);
            var around = near.Of(changed.MeterKey, utility, code);
            var behind = _behind.Of(changed.MeterKey, utility, code);
            var own = landed.Of(changed.MeterKey, utility, code);
            if (before.IsEmpty && around.IsEmpty && behind.IsEmpty && own.IsEmpty)
            {
                continue;
            }

            var register = meter.Register(utility, code);
            register.Begin([.. before, .. around, .. behind], isWhole: _lookedBefore.Contains(changed.MeterKey) && before.Length < SurroundingsReader.Enough);
            meter.Newest = Math.Max(meter.Newest, register.Newest());
            if (!own.IsEmpty)
            {
                register.Add(own);
                meter.Newest = Math.Max(meter.Newest, register.Newest());
            }

            if (behind.Length == SurroundingsReader.Enough)
            {
                _notLast.Add(changed.MeterKey);
            }
        }

        return meter;
    }

    private bool Lacks(ChangedMeter meter, Func<(int Before, int Behind), int> side)
    {
        foreach (var (utility, code) in RegisterKinds.All)
        {
            var readings = near.Of(meter.MeterKey, utility, code);
            if (readings.IsEmpty && landed.Of(meter.MeterKey, utility, code).IsEmpty)
            {
                continue;
            }

            if (side(Count(readings, meter)) < SurroundingsReader.Enough)
            {
                return true;
            }
        }

        return false;
    }

    private static (int Before, int Behind) Count(ReadOnlySpan<RegisterReading> readings, ChangedMeter meter)
    {
        var (before, behind) = (0, 0);
        foreach (var reading in readings)
        {
            before += reading.AtMs < meter.FromMs ? 1 : 0;
            behind += reading.AtMs > meter.ToMs ? 1 : 0;
        }

        return (before, behind);
    }
}
