using Apache.Arrow;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Rows of <c>consumption_intervals</c> to be inserted.</summary>
internal sealed class IntervalRows
{
    private static readonly IReadOnlyList<string> Utilities = RowColumns.WordsOf<Utility>();
    private static readonly IReadOnlyList<string> Codes = RowColumns.WordsOf<RegisterCode>();
    private static readonly IReadOnlyList<string> Attributions = RowColumns.WordsOf<Attribution>();
    private static readonly IReadOnlyList<string> Qualities = ["interval", "jump", "reset", ""];

    private const byte NoQuality = 3;

    private readonly RowColumn<ulong> _dwellings = new();
    private readonly RowColumn<byte> _utilities = new();
    private readonly RowColumn<ulong> _meters = new();
    private readonly RowColumn<byte> _codes = new();
    private readonly RowColumn<long> _started = new();
    private readonly RowColumn<long> _finished = new();
    private readonly RowColumn<double> _consumption = new();
    private readonly RowColumn<byte> _qualities = new();
    private readonly RowColumn<byte> _attributions = new();
    private readonly RowColumn<byte> _deleted = new();
    private readonly RowColumn<ulong> _versions = new();

    public int Count => _meters.Count;

    public void Add(ulong meter, in BookedInterval interval, Attribution attribution, in Step step, ulong version) =>
        Add(meter, interval, (step.Used, (byte)step.Kind, attribution), isDeleted: false, version);

    /// <summary>A tombstone.</summary>
    public void TakeBack(ulong meter, in BookedInterval interval, ulong version) => Add(meter, interval, (0, NoQuality, Attribution.Own), isDeleted: true, version);

    public RecordBatch ToBatch() => new RecordBatch.Builder()
        .Append("dwelling_key", false, RowColumns.Keys(_dwellings))
        .Append("utility", false, RowColumns.Words(_utilities, Utilities))
        .Append("meter_key", false, RowColumns.Keys(_meters))
        .Append("register_code", false, RowColumns.Words(_codes, Codes))
        .Append("started_at", false, RowColumns.Instants(_started))
        .Append("finished_at", false, RowColumns.Instants(_finished))
        .Append("consumption", false, RowColumns.Numbers(_consumption))
        .Append("quality", false, RowColumns.Words(_qualities, Qualities))
        .Append("attribution", false, RowColumns.Words(_attributions, Attributions))
        .Append("is_deleted", false, RowColumns.Flags(_deleted))
        .Append("version", false, RowColumns.Keys(_versions))
        .Build();

    private void Add(ulong meter, in BookedInterval interval, (double Used, byte Quality, Attribution Attribution) value, bool isDeleted, ulong version)
    {
        _dwellings.Add(interval.DwellingKey);
        _utilities.Add((byte)interval.Utility);
        _meters.Add(meter);
        _codes.Add((byte)interval.Code);
        _started.Add(interval.StartedMs);
        _finished.Add(interval.FinishedMs);
        _consumption.Add(value.Used);
        _qualities.Add(value.Quality);
        _attributions.Add((byte)value.Attribution);
        _deleted.Add(isDeleted ? (byte)1 : (byte)0);
        _versions.Add(version);
    }

    public void Clear()
    {
        _dwellings.Clear();
        _utilities.Clear();
        _meters.Clear();
        _codes.Clear();
        _started.Clear();
        _finished.Clear();
        _consumption.Clear();
        _qualities.Clear();
        _attributions.Clear();
        _deleted.Clear();
        _versions.Clear();
    }
}
