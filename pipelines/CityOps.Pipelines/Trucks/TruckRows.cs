using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Events;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>Collects what one step emits: rows of <c>truck_stops</c>, <c>truck_trips</c> and <c>incidents</c>, and suspicions.</summary>
internal sealed class TruckRows
{
    private static readonly TimestampType Instant = new(TimeUnit.Millisecond, "UTC");

    private readonly List<(string Truck, StopSeen Seen, string Site, ulong Version)> _stops = [];
    private readonly List<(string Truck, Trip Trip, ulong Version)> _trips = [];
    private readonly List<(Suspicion Suspicion, Finding Finding)> _incidents = [];

    public void AddStop(string truck, in StopSeen seen, string site, ulong version) => _stops.Add((truck, seen, site, version));

    public void AddTrip(string truck, in Trip trip, ulong version) => _trips.Add((truck, trip, version));

    public void AddIncident(Judged judged, ulong version, bool foundLate, SuspicionState state)
    {
        var finding = judged.Finding;
        var suspicion = new Suspicion(
            IncidentId.Of(finding.Kind.Word(), judged.TruckId, finding.StartedAtMs),
            TruckPipeline.Scenario,
            judged.TruckId,
            DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs),
            (long)version,
            state,
            judged.Score,
            IncidentEvidence.Write(judged),
            ModelVersion: null,
            foundLate);
        _incidents.Add((suspicion, finding));
    }

    /// <summary>What a model suspects; it brings its own evidence.</summary>
    public void AddSuspicion(Suspicion suspicion, in Finding finding) => _incidents.Add((suspicion, finding));

    public Emissions Take()
    {
        var tables = new List<TableRows>();
        Add(tables, "truck_stops", _stops, Stops);
        Add(tables, "truck_trips", _trips, Trips);
        Add(tables, "incidents", _incidents, Incidents);
        return tables.Count == 0 ? Emissions.None : new Emissions(tables, [.. _incidents.Select(i => i.Suspicion)]);
    }

    private static void Add<T>(List<TableRows> tables, string table, List<T> rows, Func<List<T>, RecordBatch> batch)
    {
        if (rows.Count > 0)
        {
            tables.Add(new TableRows(table, batch(rows)));
        }
    }

    private static RecordBatch Stops(List<(string Truck, StopSeen Seen, string Site, ulong Version)> rows) => new RecordBatch.Builder()
        .Append("truck_id", false, Texts(rows.Select(r => r.Truck)))
        .Append("started_at", false, Instants(rows.Select(r => r.Seen.Stop.StartedAtMs)))
        .Append("finished_at", false, Instants(rows.Select(r => r.Seen.Stop.FinishedAtMs)))
        .Append("lon", false, Numbers(rows.Select(r => r.Seen.Stop.Lon)))
        .Append("lat", false, Numbers(rows.Select(r => r.Seen.Stop.Lat)))
        .Append("points", false, Counts(rows.Select(r => r.Seen.Stop.Points)))
        .Append("load_before", false, Texts(rows.Select(r => TruckWords.Of(r.Seen.LoadBefore))))
        .Append("load_after", false, Texts(rows.Select(r => TruckWords.Of(r.Seen.LoadAfter))))
        .Append("site_id", false, Texts(rows.Select(r => r.Site)))
        .Append("version", false, Versions(rows.Select(r => r.Version)))
        .Build();

    private static RecordBatch Trips(List<(string Truck, Trip Trip, ulong Version)> rows) => new RecordBatch.Builder()
        .Append("truck_id", false, Texts(rows.Select(r => r.Truck)))
        .Append("started_at", false, Instants(rows.Select(r => r.Trip.StartedAtMs)))
        .Append("finished_at", false, Instants(rows.Select(r => r.Trip.FinishedAtMs)))
        .Append("from_lon", false, Numbers(rows.Select(r => r.Trip.FromLon)))
        .Append("from_lat", false, Numbers(rows.Select(r => r.Trip.FromLat)))
        .Append("to_lon", false, Numbers(rows.Select(r => r.Trip.ToLon)))
        .Append("to_lat", false, Numbers(rows.Select(r => r.Trip.ToLat)))
        .Append("distance_m", false, Numbers(rows.Select(r => r.Trip.DistanceM)))
        .Append("points", false, Counts(rows.Select(r => r.Trip.Points)))
        .Append("load", false, Texts(rows.Select(r => TruckWords.Of(r.Trip.Load))))
        .Append("version", false, Versions(rows.Select(r => r.Version)))
        .Build();

    private static RecordBatch Incidents(List<(Suspicion Suspicion, Finding Finding)> rows) => new RecordBatch.Builder()
        .Append("incident_id", false, Texts(rows.Select(r => r.Suspicion.SuspicionId)))
        .Append("kind", false, Texts(rows.Select(r => r.Finding.Kind.Word())))
        .Append("truck_id", false, Texts(rows.Select(r => r.Suspicion.Subject)))
        .Append("started_at", false, Instants(rows.Select(r => r.Finding.StartedAtMs)))
        .Append("finished_at", false, Instants(rows.Select(r => r.Finding.FinishedAtMs)))
        .Append("lon", false, Numbers(rows.Select(r => r.Finding.Lon)))
        .Append("lat", false, Numbers(rows.Select(r => r.Finding.Lat)))
        .Append("score", false, Numbers(rows.Select(r => r.Suspicion.Score)))
        .Append("found_late", false, new BooleanArray.Builder().AppendRange(rows.Select(r => r.Suspicion.FoundLate)).Build())
        .Append("state", false, Texts(rows.Select(r => TruckWords.Of(r.Suspicion.State))))
        .Append("evidence", false, Texts(rows.Select(r => r.Suspicion.Evidence)))
        .Append("version", false, Versions(rows.Select(r => (ulong)r.Suspicion.Revision)))
        .Build();

    private static StringArray Texts(IEnumerable<string> values) => new StringArray.Builder().AppendRange(values).Build();

    private static DoubleArray Numbers(IEnumerable<double> values) => new DoubleArray.Builder().AppendRange(values).Build();

    private static UInt32Array Counts(IEnumerable<int> values) => new UInt32Array.Builder().AppendRange(values.Select(v => (uint)v)).Build();

    private static UInt64Array Versions(IEnumerable<ulong> values) => new UInt64Array.Builder().AppendRange(values).Build();

    private static TimestampArray Instants(IEnumerable<long> values) =>
        new TimestampArray.Builder(Instant).AppendRange(values.Select(DateTimeOffset.FromUnixTimeMilliseconds)).Build();
}
