using Apache.Arrow;
using Apache.Arrow.Types;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>Rows of <c>dwelling_days</c> and <c>consumption_intervals</c> that a scratch district's readings gave and that are not inserted yet.</summary>
internal sealed class ScratchRows
{
    private static readonly TimestampType Instant = new(TimeUnit.Millisecond, "UTC");
    private static readonly string[] Utilities = ["water", "electricity", "gas"];
    private static readonly string[] FloatColumns = ["used", "night", "morning", "evening", "peak_hour", "valley_hour", "squares"];

    private readonly List<(ulong Dwelling, byte Utility, int Day, DayPartials Of)> _days = [];
    private readonly List<(ulong Dwelling, byte Utility, ulong Meter, long FromMs, long ToMs, double Used)> _intervals = [];

    public int Days => _days.Count;

    public int Intervals => _intervals.Count;

    public void AddDay(ulong dwelling, byte utility, int day, in DayPartials partials) => _days.Add((dwelling, utility, day, partials));

    public void AddInterval(ulong dwelling, byte utility, ulong meter, long fromMs, long toMs, double used) => _intervals.Add((dwelling, utility, meter, fromMs, toMs, used));

    public RecordBatch TakeDays()
    {
        var builder = new RecordBatch.Builder()
            .Append("dwelling_key", false, Keys(_days.Select(d => d.Dwelling)))
            .Append("utility", false, Words(_days.Select(d => d.Utility)))
            .Append("day", false, new Date32Array.Builder().AppendRange(_days.Select(d => DateTime.UnixEpoch.AddDays(d.Day))).Build())
            .Append("hours", false, Small(d => d.Hours))
            .Append("active_hours", false, Small(d => d.Active))
            .Append("shower_hours", false, Small(d => d.Showers))
            .Append("still_hours", false, Small(d => d.Still))
            .Append("night_uses", false, Small(d => d.NightUses))
            .Append("busy_hours", false, Small(d => d.Busy))
            .Append("heavy_hours", false, Small(d => d.Heavy))
            .Append("version", false, Keys(_days.Select(_ => 1UL)));
        Func<DayPartials, double>[] values = [d => d.Used, d => d.Night, d => d.Morning, d => d.Evening, d => d.Peak, d => d.Valley, d => d.Squares];
        for (var column = 0; column < values.Length; column++)
        {
            var value = values[column];
            builder.Append(FloatColumns[column], false, new FloatArray.Builder().AppendRange(_days.Select(d => (float)value(d.Of))).Build());
        }

        var batch = builder.Build();
        _days.Clear();
        return batch;

        UInt8Array Small(Func<DayPartials, int> value) => new UInt8Array.Builder().AppendRange(_days.Select(d => (byte)value(d.Of))).Build();
    }

    public RecordBatch TakeIntervals()
    {
        var batch = new RecordBatch.Builder()
            .Append("dwelling_key", false, Keys(_intervals.Select(i => i.Dwelling)))
            .Append("utility", false, Words(_intervals.Select(i => i.Utility)))
            .Append("meter_key", false, Keys(_intervals.Select(i => i.Meter)))
            .Append("register_code", false, new StringArray.Builder().AppendRange(_intervals.Select(_ => "total")).Build())
            .Append("started_at", false, Instants(_intervals.Select(i => i.FromMs)))
            .Append("finished_at", false, Instants(_intervals.Select(i => i.ToMs)))
            .Append("consumption", false, new DoubleArray.Builder().AppendRange(_intervals.Select(i => i.Used)).Build())
            .Append("quality", false, new StringArray.Builder().AppendRange(_intervals.Select(_ => "interval")).Build())
            .Append("version", false, Keys(_intervals.Select(_ => 1UL)))
            .Build();
        _intervals.Clear();
        return batch;
    }

    private static UInt64Array Keys(IEnumerable<ulong> keys) => new UInt64Array.Builder().AppendRange(keys).Build();

    private static StringArray Words(IEnumerable<byte> utilities) => new StringArray.Builder().AppendRange(utilities.Select(u => Utilities[u])).Build();

    private static TimestampArray Instants(IEnumerable<long> unixMs) => new TimestampArray.Builder(Instant).AppendRange(unixMs.Select(DateTimeOffset.FromUnixTimeMilliseconds)).Build();
}
