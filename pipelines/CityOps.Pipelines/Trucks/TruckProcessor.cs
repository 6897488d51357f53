using System.Text;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>
/// Follows the trucks of one partition: noise, stops, trips, loads, and from them incidents. Emits a stop when it ends. What it emits
/// follows from the order of the log alone, not from how it is cut into batches. Landing of the positions is not its work.
/// </summary>
internal sealed class TruckProcessor : IStreamProcessor
{
    private const int MaxIdLength = 256;

    private readonly TruckOptions _options;
    private readonly TruckMetrics _metrics;
    private readonly TruckReferences _references;
    private readonly Dictionary<string, TruckTrack> _trucks = new(StringComparer.Ordinal);
    private readonly OpenIncidents _incidents = new();
    private readonly List<TrackEvent> _events = [];

    public TruckProcessor(TruckOptions options, TruckMetrics metrics, ReadOnlyMemory<byte> state)
    {
        _options = options;
        _metrics = metrics;
        _references = new TruckReferences(metrics);
        if (!state.IsEmpty)
        {
            TruckStateCodec.Read(state, options, _trucks, _incidents);
        }
    }

    public void RestoreReference(string contract, LogRecord record) => _references.Add(contract, record);

    public Emissions OnReference(string contract, LogRecord record)
    {
        _references.Add(contract, record);
        var rows = new TruckRows();
        foreach (var open in _incidents.All)
        {
            var dumping = Judge(open.TruckId, open.Seen);
            if (dumping.IsExcused)
            {
                rows.AddDumping(dumping, open.Version + 1, open.FoundLate, SuspicionState.Withdrawn);
                _incidents.Remove(open);
                _metrics.Incident("withdrawn");
            }
        }

        return rows.Take();
    }

    public Emissions OnBatch(LogBatch batch)
    {
        var rows = new TruckRows();
        foreach (var record in batch.Records)
        {
            try
            {
                TakeMessage(record, rows);
            }
            catch (UndecodableBodyException)
            {
                _metrics.Unreadable("truck-positions");
            }
        }

        return rows.Take();
    }

    public byte[] SaveState()
    {
        _incidents.Forget();
        return TruckStateCodec.Write(_trucks, _incidents);
    }

    private void TakeMessage(LogRecord record, TruckRows rows)
    {
        var trucks = _trucks.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> id = stackalloc char[MaxIdLength];
        var latest = record.AppendedAt.ToUnixTimeMilliseconds() + (_options.FutureToleranceMinutes * 60_000);
        var row = 0;
        foreach (var columns in PositionColumns.Of(record))
        {
            for (var i = 0; i < columns.Count; i++, row++)
            {
                var point = columns.PointAt(i);
                if (point.AtMs > latest)
                {
                    _metrics.Dropped("future", 1);
                    continue;
                }

                var utf8 = columns.TruckAt(i);
                var name = utf8.Length <= MaxIdLength ? id[..Encoding.UTF8.GetChars(utf8, id)] : Encoding.UTF8.GetString(utf8).AsSpan();
                if (!trucks.TryGetValue(name, out var truckId, out var track))
                {
                    truckId = name.ToString();
                    _trucks.Add(truckId, track = new TruckTrack());
                }

                TakePoint(truckId, track, point, SourceOrder.Of(record.Offset, row), rows);
            }

            _metrics.Saw(columns.Count);
        }
    }

    private void TakePoint(string truckId, TruckTrack track, in TrackPoint point, ulong version, TruckRows rows)
    {
        _incidents.Saw(point.AtMs);
        _events.Clear();
        var before = track.Noise;
        var arrival = track.Take(point, _options, _events);
        Count(arrival, before, track.Noise);
        foreach (var seen in _events)
        {
            if (seen.Trip is { } trip)
            {
                rows.AddTrip(truckId, trip, version);
            }

            if (seen.Stop is { } stop)
            {
                TakeStop(truckId, stop, version, foundLate: arrival == Arrival.SortedIn, rows);
            }
        }
    }

    private void TakeStop(string truckId, in StopSeen seen, ulong version, bool foundLate, TruckRows rows)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(seen.Stop.StartedAtMs);
        var within = _references.SiteIndex.Near(seen.Stop.Lon, seen.Stop.Lat, at, 0);
        rows.AddStop(truckId, seen, within.Count == 0 ? "" : within[0].Site.SiteId, version);

        // Without any site there is nothing to judge by.
        if (!DumpingRule.HasUnloaded(seen) || _references.SiteIndex.IsEmpty || Judge(truckId, seen) is not { IsExcused: false } dumping)
        {
            return;
        }

        rows.AddDumping(dumping, version, foundLate, SuspicionState.Open);
        _incidents.Add(new OpenIncident(truckId, seen, version, foundLate));
        _metrics.Incident("open");
    }

    private Dumping Judge(string truckId, in StopSeen seen) =>
        DumpingRule.Judge(truckId, seen, _references.SiteIndex, _references.PermitBook, _options);

    private void Count(Arrival arrival, in NoiseFilter before, in NoiseFilter after)
    {
        if (arrival is Arrival.Late or Arrival.Duplicate)
        {
            _metrics.Dropped(arrival == Arrival.Late ? "late" : "duplicate", 1);
        }
        else
        {
            _metrics.Dropped(before, after);
        }
    }
}
