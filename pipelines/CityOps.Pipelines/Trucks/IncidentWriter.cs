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
            var judged = Judge(open.TruckId, open.Finding, open.SensorId);
            if (judged.Excuse is not null)
            {
                Withdraw(open, judged, open.Version + 1, rows);
            }
        }
    }

    /// <summary>A device was muted, or a mute lifted: its repair is ordered, done, or was never needed.</summary>
    /// <param name="lon">Where the truck was last.</param>
    public void OrderRepair(DeviceMute mute, double lon, double lat, TruckRows rows)
    {
        var from = mute.ValidFrom.ToUnixTimeMilliseconds();
        var finding = new Finding(
            FindingKind.DeviceFault, mute.LiftedAt is not null, from, from, lon, lat, 0, 0, 0, Device: FindingKinds.Of(mute.Signal) is { } kind ? Devices.Of(kind) : Device.Terminal);
        WriteFinding(mute.DeviceId, finding, isUndone: false, (incidents.Of(mute.DeviceId, finding)?.Version ?? 0) + 1, foundLate: false, rows);
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
                    Withdraw(open, Judgement.Of(truckId, open.Finding, references, context, open.SensorId) with { Excuse = "resent" }, version, rows);
                    break;
                }
            }
        }
    }

    /// <summary>What a camera or a dust sensor saw. It has no place in the order of the positions: each revision follows the one before.</summary>
    public void WriteSeen(string subject, in Finding finding, string sensorId, TruckRows rows) =>
        WriteFinding(subject, finding, isUndone: false, (incidents.Of(subject, finding)?.Version ?? 0) + 1, foundLate: false, rows, sensorId);

    /// <summary>Positions came that a truck was thought not to have sent.</summary>
    public void Refute(string truckId, in Finding finding, TruckRows rows)
    {
        foreach (var open in incidents.Of(truckId, finding.Kind))
        {
            if (open.Finding.StartedAtMs <= finding.FinishedAtMs && finding.FinishedAtMs <= open.Finding.FinishedAtMs)
            {
                Withdraw(open, Judgement.Of(truckId, open.Finding, references, context, open.SensorId) with { Excuse = "resent" }, open.Version + 1, rows);
            }
        }
    }

    private void WriteFinding(string truckId, in Finding finding, bool isUndone, ulong version, bool foundLate, TruckRows rows, string? sensorId = null)
    {
        var standing = incidents.Of(truckId, finding);
        sensorId ??= standing?.SensorId;
        var judged = Judge(truckId, finding, sensorId);
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
        incidents.Put(new OpenIncident(truckId, finding, version, late, sensorId));
        metrics.Incident(TruckWords.Of(state), finding.Kind.Word());
        if (finding.Kind == FindingKind.DeviceFault)
        {
            Disbelieve(truckId, version, rows);
        }
    }

    private Judged Judge(string truckId, in Finding finding, string? sensorId)
    {
        var judged = Judgement.Of(truckId, finding, references, context, sensorId);
        return judged.Excuse is null && finding is { Kind: FindingKind.Uncovered, Device: not Device.Camera } && IsOfFaultyLid(truckId, finding) ? judged with { Excuse = "device_fault:lid" } : judged;
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
            if (Judge(truckId, open.Finding, open.SensorId) is { Excuse: not null } judged)
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
