using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>
/// Turns what the tracks found into rows and suspicions: judges, remembers what stands, and takes back what a late point, a late reference or a faulty sensor excuses. It finds
/// nothing itself.
/// </summary>
internal sealed class IncidentWriter(TruckReferences references, RuleContext context, OpenIncidents incidents, TruckMetrics metrics)
{
    public void Write(string truckId, in TrackChange change, ulong version, bool foundLate, TruckRows rows)
    {
        if (change.Event.Trip is { } trip)
        {
            // No row goes away: what a late point undid has no points any more.
            rows.AddTrip(truckId, change.IsUndone ? trip with { Points = 0 } : trip, version);
        }

        if (change.Event.Stop is { } seen)
        {
            var stop = seen.Stop;
            var site = context.Fences.At(stop.Lon, stop.Lat, stop.StartedAtMs);
            rows.AddStop(truckId, change.IsUndone ? seen with { Stop = stop with { Points = 0 } } : seen, site?.Site.SiteId ?? "", version);
        }

        if (change.Event.Finding is { } finding)
        {
            WriteFinding(truckId, finding, change.IsUndone, version, foundLate, rows);
        }
    }

    /// <summary>A reference came: what it excuses is withdrawn.</summary>
    public void JudgeAgain(TruckRows rows)
    {
        foreach (var open in incidents.All)
        {
            var judged = Judge(open.TruckId, open.Finding);
            if (judged.Excuse is not null)
            {
                Withdraw(open, judged, open.Version + 1, rows);
            }
        }
    }

    /// <summary>Points of a silent time came: a truck that sent them was not dark.</summary>
    public void Resent(string truckId, TruckTrack track, ulong version, TruckRows rows)
    {
        foreach (var open in incidents.Of(truckId, FindingKind.Dark))
        {
            foreach (var stretch in track.Stretches)
            {
                if (stretch.FromMs <= open.Finding.StartedAtMs && open.Finding.FinishedAtMs <= stretch.ToMs
                    && stretch.Track.LongestSilenceMs() < context.Options.DarkMinutes * 60_000)
                {
                    Withdraw(open, Judgement.Of(truckId, open.Finding, references, context) with { Excuse = "resent" }, version, rows);
                    break;
                }
            }
        }
    }

    private void WriteFinding(string truckId, in Finding finding, bool isUndone, ulong version, bool foundLate, TruckRows rows)
    {
        var standing = incidents.Of(truckId, finding);
        var judged = Judge(truckId, finding);
        if (isUndone || judged.Excuse is not null)
        {
            if (standing is not null)
            {
                Withdraw(standing, judged with { Excuse = judged.Excuse ?? "late_points" }, version, rows);
            }

            return;
        }

        var late = standing?.FoundLate ?? foundLate;
        var state = finding.IsClosed ? SuspicionState.Closed : SuspicionState.Open;
        rows.AddIncident(judged, version, late, state);
        incidents.Put(new OpenIncident(truckId, finding, version, late));
        metrics.Incident(TruckWords.Of(state), finding.Kind.Word());
        if (finding.Kind == FindingKind.DeviceFault)
        {
            Disbelieve(truckId, version, rows);
        }
    }

    private Judged Judge(string truckId, in Finding finding)
    {
        var judged = Judgement.Of(truckId, finding, references, context);
        return judged.Excuse is null && finding.Kind == FindingKind.Uncovered && IsOfFaultyLid(truckId, finding) ? judged with { Excuse = "device_fault:lid" } : judged;
    }

    // It rests on that sensor alone, and began after it was last known to work.
    private bool IsOfFaultyLid(string truckId, in Finding finding)
    {
        foreach (var fault in incidents.Of(truckId, FindingKind.DeviceFault))
        {
            if (fault.Finding.Device == Device.Lid && fault.Finding.StartedAtMs <= finding.StartedAtMs && finding.StartedAtMs <= fault.Finding.FinishedAtMs)
            {
                return true;
            }
        }

        return false;
    }

    private void Disbelieve(string truckId, ulong version, TruckRows rows)
    {
        foreach (var open in incidents.Of(truckId, FindingKind.Uncovered))
        {
            if (Judge(truckId, open.Finding) is { Excuse: not null } judged)
            {
                Withdraw(open, judged, version, rows);
            }
        }
    }

    private void Withdraw(OpenIncident open, Judged judged, ulong version, TruckRows rows)
    {
        rows.AddIncident(judged, version, open.FoundLate, SuspicionState.Withdrawn);
        incidents.Remove(open);
        metrics.Incident("withdrawn", open.Finding.Kind.Word());
    }
}
