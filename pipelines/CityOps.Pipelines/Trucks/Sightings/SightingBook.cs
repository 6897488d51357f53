using System.Runtime.InteropServices;
using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Sightings;

/// <summary>
/// What cameras saw of trucks, held against the register and against where the trucks say they were: plates that nobody registered, trucks whose terminal was silent, plates at two places at once, and loads that
/// only a camera sees since the truck's lid sensor is stuck. A sighting waits until positions of its time have had time to come.
/// </summary>
internal sealed class SightingBook(TruckReferences references, RuleContext context, OpenIncidents incidents, IncidentWriter writer, Func<string, TruckTrack?> trackOf)
{
    /// <summary>What an unregistered truck is called.</summary>
    public const string PlatePrefix = "plate:";

    /// <summary>Sightings of one trip are one incident.</summary>
    private const long TripMs = 20 * 60_000;
    private const long RememberedMs = 24L * 3_600_000;

    private readonly SortedDictionary<string, List<(string Camera, Sighting Sighting)>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Repeats> _elsewhere = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Repeats> _strangers = new(StringComparer.Ordinal);

    /// <param name="owns">Whether a subject is of this partition.</param>
    public void Add(RoadsideObservation seen, Func<string, bool> owns, TruckRows rows)
    {
        if (seen.Plate is not { Length: > 0 } read || seen.Kind is not (ObservationKind.CameraTruck or ObservationKind.CameraUncovered) || references.TruckBook.IsEmpty)
        {
            return;
        }

        var plate = TruckBook.Plain(read);
        var sighting = new Sighting(seen.At.ToUnixTimeMilliseconds(), seen.Lon, seen.Lat, (float)(seen.Confidence ?? 0.5), seen.Kind == ObservationKind.CameraUncovered);
        if (references.TruckBook.Find(plate, seen.At) is { } truck)
        {
            if (owns(truck.TruckId))
            {
                Wait(truck.TruckId, seen.SensorId, sighting);
            }
        }
        else if (owns(PlatePrefix + plate))
        {
            Repeat(_strangers, PlatePrefix + plate, FindingKind.Unregistered, seen.SensorId, sighting, rows);
        }
    }

    /// <summary>Decides what can be decided now. To be asked after each message, so that it does not matter how the log is cut into steps.</summary>
    public void Review(TruckRows rows)
    {
        if (_waiting.Count > 0)
        {
            foreach (var truckId in _waiting.Keys.ToList())
            {
                Review(truckId, trackOf(truckId), rows);
            }
        }
    }

    /// <summary>A truck that <see cref="TruckTrack.IsWatched"/> told a position: a long resend would settle the time of its sightings before the message ends.</summary>
    public void Review(string truckId, TruckTrack? track, TruckRows rows)
    {
        if (!_waiting.TryGetValue(truckId, out var sightings))
        {
            return;
        }

        for (var i = sightings.Count - 1; i >= 0; i--)
        {
            if (Decide(truckId, track, sightings[i].Camera, ref CollectionsMarshal.AsSpan(sightings)[i].Sighting, rows))
            {
                sightings.RemoveAt(i);
            }
        }

        if (sightings.Count == 0)
        {
            _waiting.Remove(truckId);
        }

        if (track is not null)
        {
            track.IsWatched = sightings.Count > 0;
        }
    }

    internal void Write(StateWriter writer)
    {
        writer.Value(_waiting.Sum(w => w.Value.Count));
        foreach (var (truckId, sightings) in _waiting)
        {
            foreach (var (camera, sighting) in sightings)
            {
                writer.Text(truckId);
                writer.Text(camera);
                writer.Value(sighting);
            }
        }

        Write(writer, _elsewhere);
        Write(writer, _strangers);
    }

    internal void Read(StateReader reader)
    {
        for (var left = reader.Value<int>(); left > 0; left--)
        {
            Wait(reader.Text(), reader.Text(), reader.Value<Sighting>());
        }

        Read(reader, _elsewhere);
        Read(reader, _strangers);
    }

    private void Wait(string truckId, string camera, in Sighting sighting)
    {
        var ofTruck = _waiting.TryGetValue(truckId, out var waiting) ? waiting : _waiting[truckId] = [];
        foreach (var (before, seen) in ofTruck)
        {
            if (seen.AtMs == sighting.AtMs && string.Equals(before, camera, StringComparison.Ordinal))
            {
                // Sent again.
                return;
            }
        }

        ofTruck.Add((camera, sighting));
        if (trackOf(truckId) is { } track)
        {
            track.IsWatched = true;
        }
    }

    /// <returns>Whether it needs no more looking at.</returns>
    private bool Decide(string truckId, TruckTrack? track, string camera, ref Sighting sighting, TruckRows rows)
    {
        switch (SightingJudge.Of(sighting, track, incidents.NewestAtMs, context.Options))
        {
            case Verdict.Fits:
                if (sighting.IsDark)
                {
                    writer.Refute(truckId, DarkOf(sighting), rows);
                }
                else if (sighting.Uncovered)
                {
                    Uncover(truckId, track, camera, sighting, rows);
                }

                return true;
            case Verdict.Elsewhere:
                if (sighting.Confidence >= context.Options.CameraConfidence)
                {
                    Repeat(_elsewhere, truckId, FindingKind.ClonedPlate, camera, sighting, rows);
                }

                return true;
            case Verdict.Silent when sighting.Confidence < context.Options.CameraConfidence:
                return true;
            case Verdict.Silent when !sighting.IsDark:
                sighting = sighting with { SilentSinceMs = track?.LastBefore(sighting.AtMs) ?? sighting.AtMs };
                return SightingJudge.IsPast(sighting, incidents.NewestAtMs, context.Options) && SayDark(truckId, track, camera, ref sighting, rows);
            case Verdict.Silent when track?.LastAtMs > sighting.AtMs:
                return SayDark(truckId, track, camera, ref sighting, rows);
            case Verdict.Settled when sighting is { SilentSinceMs: > 0, IsDark: false }:
                SayDark(truckId, track, camera, ref sighting, rows);
                return true;
            case Verdict.Settled:
                return true;
            default:
                return sighting.IsDark && incidents.NewestAtMs - sighting.AtMs > RememberedMs;
        }
    }

    /// <returns>Whether it is over: the truck sends again.</returns>
    private bool SayDark(string truckId, TruckTrack? track, string camera, ref Sighting sighting, TruckRows rows)
    {
        var isOver = track?.LastAtMs > sighting.AtMs;
        sighting = sighting with { IsDark = true };
        writer.WriteSeen(truckId, DarkOf(sighting) with { IsClosed = isOver }, camera, rows);
        return isOver;
    }

    // By its beginning the same incident as the silence of a loaded truck that is found once it sends again.
    private static Finding DarkOf(in Sighting sighting) => new(
        FindingKind.Dark, IsClosed: false, sighting.SilentSinceMs, sighting.AtMs, sighting.Lon, sighting.Lat, (sighting.AtMs - sighting.SilentSinceMs) / 60_000f, 0, 1, Device: Device.Camera);

    // Where the truck's own lid sensor works it is the better witness.
    private void Uncover(string truckId, TruckTrack? track, string camera, in Sighting sighting, TruckRows rows)
    {
        if (track is null || sighting.Confidence < context.Options.CameraConfidence || !track.IsLidDoubtful || track.Load is not (Load.Half or Load.Full)
            || context.Fences.At(sighting.Lon, sighting.Lat, sighting.AtMs) is not null)
        {
            return;
        }

        var at = sighting.AtMs;
        var begun = incidents.Of(truckId, FindingKind.Uncovered).Where(i => Math.Abs(at - i.Finding.FinishedAtMs) <= TripMs).Select(i => (long?)i.Finding.StartedAtMs).Max() ?? at;
        writer.WriteSeen(
            truckId,
            new Finding(FindingKind.Uncovered, IsClosed: true, begun, at, sighting.Lon, sighting.Lat, float.NaN, 0, 1, track.Load, track.Load, LidOpened: true, Device: Device.Camera),
            camera,
            rows);
    }

    private void Repeat(Dictionary<string, Repeats> book, string subject, FindingKind kind, string camera, in Sighting sighting, TruckRows rows)
    {
        ref var repeats = ref CollectionsMarshal.GetValueRefOrAddDefault(book, subject, out _);
        if (repeats.TryAdd(sighting) && repeats.IsBelieved)
        {
            writer.WriteSeen(subject, repeats.Found(kind), camera, rows);
        }
    }

    private void Write(StateWriter writer, Dictionary<string, Repeats> book)
    {
        foreach (var old in book.Where(b => incidents.NewestAtMs - b.Value.LastAtMs > 2 * RememberedMs).Select(b => b.Key).ToList())
        {
            book.Remove(old);
        }

        var kept = book.OrderBy(b => b.Key, StringComparer.Ordinal).ToList();
        writer.Value(kept.Count);
        foreach (var (subject, repeats) in kept)
        {
            writer.Text(subject);
            writer.Value(repeats);
        }
    }

    private static void Read(StateReader reader, Dictionary<string, Repeats> book)
    {
        for (var left = reader.Value<int>(); left > 0; left--)
        {
            book[reader.Text()] = reader.Value<Repeats>();
        }
    }
}
