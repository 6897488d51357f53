using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>All rules of one truck, in one value: a copy is a snapshot.</summary>
public struct RuleSet
{
    private HandlingRule _handling;
    private UncoveredRule _lid;
    private TamperingRule _terminal;
    private Episode _offRoute;
    private Episode _offHours;
    private Episode _speeding;
    private Episode _uncovered;
    private Episode _tampering;
    private bool _lidFault;
    private bool _loadFault;

    /// <summary>The lid sensor cannot be believed.</summary>
    public readonly bool IsLidStuck => _lid.IsStuck;

    public void Take(in Situation situation, bool loadIsWrong, List<TrackEvent> events)
    {
        var options = situation.Context.Options;
        _handling.Take(situation, events);
        _offRoute.Take(FindingKind.OffRoute, OffRouteRule.Of(situation, out var metres, out var corridor), OffRouteRule.Patience(options), situation, metres, corridor, events);
        _offHours.Take(FindingKind.OffHours, OffHoursRule.Of(situation, out var minutes), OffHoursRule.Patience(options), situation, minutes, 0, events);
        _speeding.Take(FindingKind.Speeding, SpeedingRule.Of(situation, out var limit), SpeedingRule.Patience(options), situation, situation.SpeedKmh, limit, events);
        _uncovered.Take(FindingKind.Uncovered, _lid.Take(situation), UncoveredRule.Patience(options), situation, situation.SpeedKmh, 0, events);
        _tampering.Take(FindingKind.Tampering, _terminal.Take(situation), TamperingRule.Patience, situation, 0, 0, events);
        Fault(ref _lidFault, _lid.IsStuck, Device.Lid, _lid.SinceMs, situation, events);
        Fault(ref _loadFault, loadIsWrong, Device.Load, situation.AtMs, situation, events);
    }

    /// <summary>The truck was silent for longer than late points are waited for; <paramref name="situation"/> is the first after it.</summary>
    public void BeSilent(in Situation situation, List<TrackEvent> events)
    {
        var (before, after) = (situation.Previous, situation.Point);
        var wasLoaded = situation.LoadBefore is Load.Half or Load.Full;
        var metres = before.DistanceToM(after);
        _handling.Forget(situation, events);
        _offRoute.End(FindingKind.OffRoute, situation, events);
        _offHours.End(FindingKind.OffHours, situation, events);
        _speeding.End(FindingKind.Speeding, situation, events);
        _uncovered.End(FindingKind.Uncovered, situation, events);
        _tampering.End(FindingKind.Tampering, situation, events);
        var silentMinutes = (after.AtMs - before.AtMs) / 60_000.0;
        if (wasLoaded && silentMinutes >= situation.Context.Options.DarkMinutes && metres >= situation.Context.Options.DarkDistanceM)
        {
            events.Add(new TrackEvent(after.AtMs, Finding: new Finding(
                FindingKind.Dark, true, before.AtMs, after.AtMs, before.Lon, before.Lat, (float)silentMinutes, (float)situation.Context.Options.DarkMinutes, 2, situation.LoadBefore, situation.Load)));
        }
    }

    private static void Fault(ref bool known, bool isFaulty, Device device, long sinceMs, in Situation situation, List<TrackEvent> events)
    {
        if (isFaulty && !known)
        {
            var point = situation.Point;
            events.Add(new TrackEvent(point.AtMs, Finding: new Finding(
                FindingKind.DeviceFault, true, sinceMs, point.AtMs, point.Lon, point.Lat, 0, 0, 0, situation.LoadBefore, situation.Load, Device: device)));
        }

        known = isFaulty;
    }
}
