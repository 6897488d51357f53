using Apache.Arrow;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Rows of <c>consumption_hours</c> to be inserted.</summary>
internal sealed class HourRows
{
    private const int SecondsAnHour = 3_600;

    private static readonly IReadOnlyList<string> Utilities = RowColumns.WordsOf<Utility>();
    private static readonly IReadOnlyList<string> Attributions = RowColumns.WordsOf<Attribution>();
    private static readonly IReadOnlyList<string> Qualities = ["measured", "spread", "jump", "reset", "gap", ""];

    private readonly RowColumn<ulong> _dwellings = new();
    private readonly RowColumn<byte> _utilities = new();
    private readonly RowColumn<ulong> _meters = new();
    private readonly RowColumn<uint> _hours = new();
    private readonly RowColumn<double> _consumption = new();
    private readonly RowColumn<byte> _qualities = new();
    private readonly RowColumn<byte> _attributions = new();
    private readonly RowColumn<ushort> _covered = new();
    private readonly RowColumn<byte> _deleted = new();
    private readonly RowColumn<ulong> _versions = new();

    private enum Quality : byte
    {
        Measured,
        Spread,
        Jump,
        Reset,
        Gap,
        None,
    }

    public int Count => _meters.Count;

    public void Add(ulong meter, Utility utility, in BookedHour hour, ulong version)
    {
        var quality = hour.Mark >= HourMark.Jump ? (Quality)hour.Mark : hour.CoveredS < SecondsAnHour ? Quality.Gap : (Quality)hour.Mark;
        Add((meter, utility, hour.Hour, hour.DwellingKey), (hour.Used, quality, hour.Attribution, hour.CoveredS), isDeleted: false, version);
    }

    /// <summary>A tombstone.</summary>
    public void TakeBack(ulong meter, Utility utility, int hour, ulong dwelling, ulong version) =>
        Add((meter, utility, hour, dwelling), (0, Quality.None, Attribution.Own, 0), isDeleted: true, version);

    public RecordBatch ToBatch() => new RecordBatch.Builder()
        .Append("dwelling_key", false, RowColumns.Keys(_dwellings))
        .Append("utility", false, RowColumns.Words(_utilities, Utilities))
        .Append("meter_key", false, RowColumns.Keys(_meters))
        .Append("hour", false, RowColumns.Seconds(_hours))
        .Append("consumption", false, RowColumns.Numbers(_consumption))
        .Append("quality", false, RowColumns.Words(_qualities, Qualities))
        .Append("attribution", false, RowColumns.Words(_attributions, Attributions))
        .Append("covered_s", false, RowColumns.Small(_covered))
        .Append("is_deleted", false, RowColumns.Flags(_deleted))
        .Append("version", false, RowColumns.Keys(_versions))
        .Build();

    private void Add(
        (ulong Meter, Utility Utility, int Hour, ulong Dwelling) key, (double Used, Quality Quality, Attribution Attribution, int CoveredS) value, bool isDeleted, ulong version)
    {
        _dwellings.Add(key.Dwelling);
        _utilities.Add((byte)key.Utility);
        _meters.Add(key.Meter);
        _hours.Add((uint)key.Hour * SecondsAnHour);
        _consumption.Add(value.Used);
        _qualities.Add((byte)value.Quality);
        _attributions.Add((byte)value.Attribution);
        _covered.Add((ushort)value.CoveredS);
        _deleted.Add(isDeleted ? (byte)1 : (byte)0);
        _versions.Add(version);
    }

    public void Clear()
    {
        _dwellings.Clear();
        _utilities.Clear();
        _meters.Clear();
        _hours.Clear();
        _consumption.Clear();
        _qualities.Clear();
        _attributions.Clear();
        _covered.Clear();
        _deleted.Clear();
        _versions.Clear();
    }
}
