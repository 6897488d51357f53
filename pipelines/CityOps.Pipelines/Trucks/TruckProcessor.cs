using System.Text;
using CityOps.Contracts.Codecs;
using CityOps.EventLog;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Sightings;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>
/// Follows the trucks of one partition: noise, stops, trips, loads, and from them incidents. What it emits follows from the order of the log alone, not from how it is
/// cut into batches. Landing of the positions is not its work, nor is what becomes of a finding: see <see cref="IncidentWriter"/>.
/// </summary>
internal sealed class TruckProcessor : IStreamProcessor
{
    private const int MaxIdLength = 256;

    private readonly TruckOptions _options;
    private readonly TruckMetrics _metrics;
    private readonly TruckReferences _references;
    private readonly RuleContext _context;
    private readonly IncidentWriter _writer;
    private readonly Dictionary<string, TruckTrack> _trucks = new(StringComparer.Ordinal);
    private readonly OpenIncidents _incidents = new();
    private readonly SightingBook _sightings;
    private readonly DustWatch _dust;
    private readonly List<TrackChange> _changes = [];
    private readonly StateWriter _state = new();
    private Func<string, bool> _owns = _ => true;

    public TruckProcessor(TruckOptions options, TimeZoneInfo zone, TruckMetrics metrics, ReadOnlyMemory<byte> state)
    {
        _options = options;
        _metrics = metrics;
        _references = new TruckReferences(metrics);
        _context = new RuleContext(options, zone) { Roads = _references.RoadIndex, Controls = _references.ControlBook };
        _writer = new IncidentWriter(_references, _context, _incidents, metrics);
        _sightings = new SightingBook(_references, _context, _incidents, _writer, truckId => _trucks.GetValueOrDefault(truckId));
        _dust = new DustWatch(_references.WeatherBook, _context, _incidents, _writer);
        if (!state.IsEmpty)
        {
            TruckStateCodec.Read(state, _trucks, _incidents, _sightings, _dust);
        }
    }

    public void Own(Func<string, bool> owns) => _owns = owns;

    public void RestoreReference(string contract, LogRecord record)
    {
        _references.Add(contract, record);
        _references.MuteBook.TakeNew();
    }

    public Emissions OnReference(string contract, LogRecord record)
    {
        var rows = new TruckRows();
        if (string.Equals(contract, TruckReferences.Observations, StringComparison.Ordinal))
        {
            _references.Observe(
                record,
                seen =>
                {
                    _sightings.Add(seen, _owns, rows);
                    _dust.Add(seen);
                });
            return rows.Take();
        }

        _references.Add(contract, record);
        _writer.JudgeAgain(rows);
        foreach (var mute in _references.MuteBook.TakeNew())
        {
            // Whose truck it is knows where it was last.
            if (_trucks.TryGetValue(mute.DeviceId, out var track))
            {
                _writer.OrderRepair(mute, track.LastPoint.Lon, track.LastPoint.Lat, rows);
            }
        }

        return rows.Take();
    }

    public Emissions OnBatch(LogBatch batch)
    {
        var rows = new TruckRows();
        _context.Fences = _references.SiteIndex.Grid;
        foreach (var record in batch.Records)
        {
            try
            {
                TakeMessage(record, rows);
                _sightings.Review(rows);
                _dust.Review(_trucks, rows);
            }
            catch (UndecodableBodyException)
            {
                _metrics.Unreadable("truck-positions");
            }
        }

        return rows.Take();
    }

    public ReadOnlyMemory<byte> SaveState()
    {
        _incidents.Forget();
        return TruckStateCodec.Write(_state, _trucks, _incidents, _sightings, _dust);
    }

    private void TakeMessage(LogRecord record, TruckRows rows)
    {
        var trucks = _trucks.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> id = stackalloc char[MaxIdLength];
        var appended = record.AppendedAt.ToUnixTimeMilliseconds();
        var latest = appended + (_options.FutureToleranceMinutes * 60_000);
        var late = appended - (_options.LatenessMinutes * 60_000);
        var row = 0;
        foreach (var columns in PositionColumns.Of(record))
        {
            var reader = columns.Read();
            for (var i = 0; i < columns.Count; i++, row++)
            {
                var point = reader.PointAt(i);
                if (point.AtMs > latest)
                {
                    _metrics.Dropped("future", 1);
                    continue;
                }

                var utf8 = reader.TruckAt(i);
                var name = utf8.Length <= MaxIdLength ? id[..Encoding.UTF8.GetChars(utf8, id)] : Encoding.UTF8.GetString(utf8).AsSpan();
                if (!trucks.TryGetValue(name, out var truckId, out var track))
                {
                    truckId = name.ToString();
                    _trucks.Add(truckId, track = new TruckTrack());
                }

                TakePoint(truckId, track, point, SourceOrder.Of(record.Offset, row), point.AtMs < late, rows);
            }

            _metrics.Saw(columns.Count);
        }
    }

    private void TakePoint(string truckId, TruckTrack track, in TrackPoint point, ulong version, bool cameLate, TruckRows rows)
    {
        _incidents.Saw(point.AtMs);
        if (track.Permits.Version != _references.PermitBook.Version)
        {
            track.Permits = (_references.PermitBook.Version, _references.PermitBook.All(truckId));
        }

        _context.Permits = track.Permits.Permits;
        _changes.Clear();
        var before = track.Noise;
        var arrival = track.Take(point, _context, _changes);
        Count(arrival, before, track.Noise);
        foreach (var change in _changes)
        {
            _writer.Write(truckId, change, version, cameLate || arrival != Arrival.InOrder, rows);
        }

        if (track.IsWatched)
        {
            _sightings.Review(truckId, track, rows);
        }

        if (arrival == Arrival.Resent)
        {
            _writer.Resent(truckId, track, version, rows);
        }
    }

    private void Count(Arrival arrival, NoiseCounts before, NoiseCounts after)
    {
        if (arrival is Arrival.Late or Arrival.Duplicate)
        {
            _metrics.Dropped(arrival == Arrival.Late ? "late" : "duplicate", 1);
        }
        else if (arrival == Arrival.InOrder)
        {
            _metrics.Dropped(before, after);
        }
    }
}
