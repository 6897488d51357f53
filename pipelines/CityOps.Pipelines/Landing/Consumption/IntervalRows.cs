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

    private readonly List<ulong> _dwellings = [];
    private readonly List<byte> _utilities = [];
    private readonly List<ulong> _meters = [];
    private readonly List<byte> _codes = [];
    private readonly List<long> _started = [];
    private readonly List<long> _finished = [];
    private readonly List<double> _consumption = [];
    private readonly List<byte> _qualities = [];
    private readonly List<byte> _attributions = [];
    private readonly List<byte> _deleted = [];
    private readonly List<ulong> _versions = [];

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
