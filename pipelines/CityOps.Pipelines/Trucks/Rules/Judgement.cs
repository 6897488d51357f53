using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Fences;
using CityOps.Pipelines.Trucks.Mutes;
using CityOps.Pipelines.Trucks.Sightings;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>A finding, judged by the references known now.</summary>
/// <param name="Nearest">The nearest site where unloading is permitted: of a dumping only.</param>
/// <param name="Permits">The truck's permits valid at its beginning.</param>
/// <param name="Excuse">Why it is no incident, such as <c>control:C-7</c>; null where it is one.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="SensorId">The camera or dust sensor that it rests on, if one.</param>
/// <param name="Mute">Of a device fault: the mute that ordered its repair, if one did.</param>
public sealed record Judged(string TruckId, Finding Finding, NearSite? Nearest, IReadOnlyList<Permit> Permits, string? Excuse, double Score, DeviceMute? Mute = null, string? SensorId = null);

/// <summary>
/// Says what a finding is worth, and what excuses it. Asked when it is found, at each revision, and again when a site, a permit or a control comes late.
/// </summary>
internal static class Judgement
{
    public static Judged Of(string truckId, in Finding finding, TruckReferences references, RuleContext context, string? sensorId = null)
    {
        var judged = Unmuted(truckId, finding, references, context) with { SensorId = sensorId };
        if (finding.Kind == FindingKind.DeviceFault)
        {
            var repair = references.MuteBook.Begun(truckId, DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs));
            return judged with { Mute = repair, Excuse = repair?.LiftedBecause is MuteBook.NotFaulty ? "mute_lifted" : null };
        }

        var (from, to) = (DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(finding.FinishedAtMs));
        var mute = references.MuteBook.Holding(sensorId ?? truckId, finding.Kind.Word(), from, to) ?? references.MuteBook.Holding(truckId, finding.Kind.Word(), from, to);
        return mute is null || judged.Excuse is not null ? judged : judged with { Excuse = "mute:" + mute.MuteId };
    }

    private static Judged Unmuted(string truckId, in Finding finding, TruckReferences references, RuleContext context)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs);
        var permits = references.PermitBook.Of(truckId, at);
        if (finding.Kind == FindingKind.Dumping)
        {
            return Dumping(truckId, finding, permits, references.SiteIndex, context.Options);
        }

        return new Judged(truckId, finding, null, permits, ExcuseOf(truckId, finding, references, context), ScoreOf(finding));
    }

    private static Judged Dumping(string truckId, in Finding finding, IReadOnlyList<Permit> permits, SiteIndex sites, TruckOptions options)
    {
        var nearest = DumpingRule.NearestPermitted(finding, sites, permits);
        var signs = new DumpingSigns(
            WasFull: finding.LoadBefore == Load.Full,
            BedLifted: finding.Lifted,
            LidOpened: finding.LidOpened,
            InForbiddenSite: sites.Grid.At(finding.Lon, finding.Lat, finding.StartedAtMs) is { Kind: SiteKind.Forbidden },
            NearestPermittedM: nearest?.DistanceM);
        var excuse = sites.IsEmpty ? "no_sites_known" : nearest is { } site && site.DistanceM <= options.FenceMarginM ? "site:" + site.Site.SiteId : null;
        return new Judged(truckId, finding, nearest, permits, excuse, DumpingScore.Of(signs));
    }

    private static string? ExcuseOf(string truckId, in Finding finding, TruckReferences references, RuleContext context)
    {
        var controls = references.ControlBook;
        switch (finding.Kind)
        {
            case FindingKind.OffRoute:
                var diverted = controls.At(finding.Lon, finding.Lat, finding.StartedAtMs, ControlKind.Closure, ControlKind.Detour);
                return diverted is not null ? "control:" + diverted.ControlId : RouteOf(truckId, finding, references);
            case FindingKind.OffHours:
                var allowed = controls.At(finding.Lon, finding.Lat, finding.StartedAtMs, ControlKind.NightWorkPermit, ControlKind.NightWorkPermit);
                return allowed is not null ? "control:" + allowed.ControlId : HoursOf(truckId, finding, references, context);
            case FindingKind.UnpermittedAtSite:
                return SitePermitOf(truckId, finding, references);
            case FindingKind.Unregistered:
                return references.TruckBook.Find(truckId[SightingBook.PlatePrefix.Length..], DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs)) is { } truck ? "truck:" + truck.TruckId : null;
            default:
                return null;
        }
    }

    // An infinite or zero distance was not measured against a route: a forbidden area was crossed.
    private static string? RouteOf(string truckId, Finding finding, TruckReferences references) => finding.Worst <= 0 ? null : Name(references.PermitBook.All(truckId)
        .FirstOrDefault(p => p.HasRoute && p.IsValid(finding.StartedAtMs) && p.RouteDistanceM(finding.Lon, finding.Lat, p.CorridorM) <= p.CorridorM));

    private static string? HoursOf(string truckId, Finding finding, TruckReferences references, RuleContext context) => finding.Worst <= 0 ? null : Name(references.PermitBook.All(truckId)
        .FirstOrDefault(p => p.IsValid(finding.StartedAtMs)
            && p.AllowsAt(context.Clock.MinuteOfDay(finding.StartedAtMs), 0) && p.AllowsAt(context.Clock.MinuteOfDay(finding.FinishedAtMs), 0)));

    private static string? SitePermitOf(string truckId, Finding finding, TruckReferences references)
    {
        var site = references.SiteIndex.Grid.At(finding.Lon, finding.Lat, finding.StartedAtMs)?.Site.SiteId;
        return Name(references.PermitBook.All(truckId).FirstOrDefault(p => p.IsValid(finding.StartedAtMs)
            && (string.Equals(p.Permit.LoadingSite, site, StringComparison.Ordinal) || string.Equals(p.Permit.DisposalSite, site, StringComparison.Ordinal))));
    }

    private static string? Name(ReadyPermit? permit) => permit is null ? null : "permit:" + permit.Permit.PermitId;

    // An ordering of cases for a person to look at, not a probability. Dumping that a lifted bed bears out (0.75 and more) comes before what merely goes with it: whoever dumps is off route too, and the case is named after
    // its strongest evidence.
    private static double ScoreOf(in Finding finding) => Math.Round(
        finding.Kind switch
        {
            FindingKind.OffRoute => 0.5 + (0.25 * Saturate((finding.Worst - finding.Limit) / 1_000)),
            FindingKind.OffHours => 0.5 + (0.25 * Saturate(finding.Worst / 120)),
            FindingKind.Speeding => 0.4 + (0.35 * Saturate((finding.Worst / Math.Max(1, finding.Limit)) - 1)),
            FindingKind.Uncovered => 0.5 + (0.25 * Saturate((finding.FinishedAtMs - finding.StartedAtMs) / 900_000.0)),
            FindingKind.Dark => 0.5,
            FindingKind.Dust => 0.4 + (0.35 * Saturate(finding.Worst / 300)),
            FindingKind.DeviceFault => 0.3,
            _ => 0.6,
        },
        3);

    private static double Saturate(double value) => Math.Clamp(value, 0, 1);
}
