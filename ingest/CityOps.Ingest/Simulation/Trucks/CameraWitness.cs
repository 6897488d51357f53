using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>What cameras make of a truck that comes by: its plate, now and then misread, and whether its load is covered, now and then misjudged.</summary>
internal sealed class CameraWitness(RoadCameras cameras, SeededRandom random, Action<RoadsideObservation, long> send)
{
    private const double MissedShare = 0.05;
    private const double MisreadShare = 0.02;
    private const double SeenOpenShare = 0.92;
    private const double MisjudgedShare = 0.02;
    private const long AgainMs = 5 * 60_000;

    private string? _last;
    private long _lastAtMs;

    public void See(string plate, in TruckState state)
    {
        if (cameras.Near(state.Place) is { } camera && (!string.Equals(camera.Id, _last, StringComparison.Ordinal) || state.AtMs - _lastAtMs > AgainMs))
        {
            (_last, _lastAtMs) = (camera.Id, state.AtMs);
            See(plate, camera, state.AtMs, isOpen: state.Fill > 0.1 && state.LidOpen);
        }
    }

    public void See(string plate, RoadCamera camera, long atMs, bool isOpen)
    {
        if (random.Chance(MissedShare))
        {
            return;
        }

        var misread = random.Chance(MisreadShare);
        var seesOpen = random.Chance(isOpen ? SeenOpenShare : MisjudgedShare);
        var confidence = misread || (seesOpen && !isOpen) ? random.Between(0.45, 0.8) : random.Between(0.72, 0.99);
        send(
            new RoadsideObservation(
                camera.Id, DateTimeOffset.FromUnixTimeMilliseconds(atMs / 1_000 * 1_000), camera.Place.Lon, camera.Place.Lat,
                seesOpen ? ObservationKind.CameraUncovered : ObservationKind.CameraTruck, null, null, misread ? Misread(plate) : plate, Math.Round(confidence, 2), null, null),
            atMs + 3_000);
    }

    // One digit taken for another.
    private string Misread(string plate)
    {
        var at = plate.Length - 1 - random.Below(Math.Min(4, plate.Length));
        return plate[..at] + random.Below(10).ToString(CultureInfo.InvariantCulture) + plate[(at + 1)..];
    }
}
