using System.Runtime.CompilerServices;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Sightings;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>
/// The processor's state as bytes: a version, the sizes of the structures (a change of layout is noticed), the trucks in the order of
/// their ids, and the incidents that stand.
/// </summary>
internal static class TruckStateCodec
{
    private const int Version = 5;

    private static (int, int, int, int) Layout => (Version, Unsafe.SizeOf<TrackState>(), Unsafe.SizeOf<TrackPoint>(), Unsafe.SizeOf<TrackEvent>());

    /// <returns>Of the writer, until it is cleared.</returns>
    public static ReadOnlyMemory<byte> Write(StateWriter writer, IReadOnlyDictionary<string, TruckTrack> trucks, OpenIncidents incidents, SightingBook sightings, DustWatch dust)
    {
        writer.Clear();
        writer.Value(Layout);
        writer.Value(trucks.Count);
        foreach (var (id, track) in trucks.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.Text(id);
            track.Write(writer);
        }

        incidents.Write(writer);
        sightings.Write(writer);
        dust.Write(writer);
        return writer.Written;
    }

    /// <exception cref="InvalidDataException">Another version of the program wrote it: this consumer group has to start over from the earliest offset.</exception>
    public static void Read(ReadOnlyMemory<byte> state, Dictionary<string, TruckTrack> trucks, OpenIncidents incidents, SightingBook sightings, DustWatch dust)
    {
        var reader = new StateReader(state);
        if (reader.Value<(int, int, int, int)>() != Layout)
        {
            throw new InvalidDataException($"The checkpoint of group '{TruckPipeline.Group}' was written by another version: forget it, and the group starts over from the earliest offset.");
        }

        for (var left = reader.Value<int>(); left > 0; left--)
        {
            trucks.Add(reader.Text(), TruckTrack.Read(reader));
        }

        incidents.Read(reader);
        sightings.Read(reader);
        dust.Read(reader);
    }
}
