using CityOps.Contracts.Events;
using CityOps.Ingest.Simulation;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Fences;
using CityOps.Pipelines.Trucks.Scoring;
using CityOps.Pipelines.Trucks.Spillage;
using CityOps.Pipelines.Trucks.Tracing;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Host.Evaluation.MuckTruck;

/// <summary>Loaded windows of a fleet with whether they spilled, passes of dust sensors with whether they raised dust, and traces of what citizens reported.</summary>
internal sealed class FleetMeasures
{
    private const double RadiusM = 500;
    private const double SameM = 200;
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);
    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(90);

    private readonly SimulatedFleet _fleet;
    private readonly IReadOnlyDictionary<string, TrackPoint[]> _tracks;
    private readonly Lazy<IReadOnlyList<LoadedWindow>> _windows;

    public FleetMeasures(SimulatedFleet fleet)
    {
        _fleet = fleet;
        _tracks = fleet.Positions.GroupBy(p => p.TruckId, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => g.DistinctBy(p => p.At).OrderBy(p => p.At).Select(PointOf).ToArray(), StringComparer.Ordinal);
        _windows = new Lazy<IReadOnlyList<LoadedWindow>>(CutWindows);
    }

    public IReadOnlyList<ScoredExample> Windows()
    {
        var observations = new ObservationIndex(_fleet.Observations);
        var spills = _fleet.True.Where(t => t.Kind is "spillage").ToLookup(t => t.TruckId, StringComparer.Ordinal);
        return
        [
            .. _windows.Value.Select(window =>
            {
                var example = SpillageMeasures.Of(window, observations);
                example.Label = spills[window.TruckId].Any(s => s.FromMs >= window.FromMs - 60_000 && s.FromMs <= window.ToMs + 60_000);
                return example;
            }),
        ];
    }

    /// <summary>The windows with whose they are.</summary>
    public JudgedExamples JudgedWindows() => JudgedExamples.Of(Windows(), [.. _windows.Value.Select(window => window.TruckId)]);

    /// <summary>The passes with whose they are.</summary>
    public JudgedExamples JudgedPasses()
    {
        var passes = Passes();
        return JudgedExamples.Of([.. passes.Select(pass => pass.Measured)], [.. passes.Select(pass => pass.TruckId)]);
    }

    /// <summary>Passes of dust sensors, each with whether its truck raised dust there and then.</summary>
    public IReadOnlyList<DustPass> Passes()
    {
        var raised = _fleet.Truth.Rows.Where(t => string.Equals(t.Kind, "dust", StringComparison.Ordinal)).ToLookup(t => t.Subject, StringComparer.Ordinal);
        var passes = DustPasses.Of(_windows.Value, _fleet.Observations, _fleet.Weather);
        foreach (var pass in passes)
        {
            pass.Measured.Label = raised[pass.TruckId].Any(dust => IsOf(dust, pass));
        }

        return passes;
    }

    /// <summary>Of the reports of real spills, how many have the right truck first.</summary>
    public (int Reports, int First) Trace()
    {
        var (reports, first) = (0, 0);
        foreach (var report in _fleet.Observations.Where(o => o.Kind == ObservationKind.CitizenReport))
        {
            var spill = _fleet.Truth.Rows.Where(t => string.Equals(t.Kind, "spillage", StringComparison.Ordinal) && t.From <= report.At && report.At - t.From <= Before)
                .MinBy(t => Geodesy.DistanceM(t.Lon!.Value, t.Lat!.Value, report.Lon, report.Lat));
            var ranked = TraceRanking.Rank(PassesOf(report), report.At);
            reports++;
            first += ranked.Count > 0 && string.Equals(ranked[0].Pass.TruckId, spill?.Subject, StringComparison.Ordinal) ? 1 : 0;
        }

        return (reports, first);
    }

    // An episode of several sensors tells one place only.
    private static bool IsOf(TruthRow dust, DustPass pass)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(pass.AtMs);
        return at >= dust.From - SameTime && at <= dust.To + SameTime && (dust.To - dust.From > SameTime || Geodesy.NearDistanceM(dust.Lon!.Value, dust.Lat!.Value, pass.Lon, pass.Lat) <= SameM);
    }

    private IReadOnlyList<LoadedWindow> CutWindows()
    {
        var sites = new SiteIndex();
        _fleet.Sites.ForEach(site => sites.TryAdd(site));
        return [.. _tracks.SelectMany(t => LoadedWindows.Of(t.Key, t.Value, sites.Grid))];
    }

    private IEnumerable<TracePass> PassesOf(RoadsideObservation report)
    {
        var (from, to) = ((report.At - Before).ToUnixTimeMilliseconds(), report.At.ToUnixTimeMilliseconds());
        return TracePasses.Of(
            _tracks.OrderBy(t => t.Key, StringComparer.Ordinal).SelectMany(t => t.Value
                .Where(p => p.AtMs >= from && p.AtMs < to && Geodesy.NearDistanceM(p.Lon, p.Lat, report.Lon, report.Lat) <= RadiusM)
                .Select(p => new TracePoint(
                    t.Key, DateTimeOffset.FromUnixTimeMilliseconds(p.AtMs), p.Lon, p.Lat, Known(p.SpeedKmh), TruckWords.Of(p.Load), TruckWords.Of(p.Lid), Known(p.WeightKg), Known(p.AccelRms)))),
            _fleet.Observations.Where(o => o.Kind == ObservationKind.CameraSpill && o.At >= report.At - Before && o.At < report.At).Select(o => new TraceSight(o.At, o.Lon, o.Lat, o.Confidence ?? 0.5)),
            report.Lon,
            report.Lat);
    }

    private static double? Known(float value) => float.IsNaN(value) ? null : value;

    private static TrackPoint PointOf(TruckPosition p) => new(
        p.At.ToUnixTimeMilliseconds(), p.Lon, p.Lat, 0, p.Load, p.Lid, Told.Unknown, Told.Unknown,
        (float)(p.SpeedKmh ?? double.NaN), (float)(p.WeightKg ?? double.NaN), (float)(p.AccelRms ?? double.NaN));
}
