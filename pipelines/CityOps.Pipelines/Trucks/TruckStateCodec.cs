using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>
/// The processor's state as bytes: a version, the sizes of the structures (a change of layout is noticed), the trucks in the order of
/// their ids, and the incidents that stand.
/// </summary>
internal static class TruckStateCodec
{
    private const int Version = 1;

    public static byte[] Write(IReadOnlyDictionary<string, TruckTrack> trucks, OpenIncidents incidents)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(Version);
        writer.Write(Unsafe.SizeOf<TrackState>());
        writer.Write(Unsafe.SizeOf<TrackPoint>());
        writer.Write(Unsafe.SizeOf<StopSeen>());
        writer.Write(incidents.NewestAtMs);
        writer.Write(trucks.Count);
        foreach (var (id, track) in trucks.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.Write(id);
            WriteBytes(writer, track.Base);
            WriteSeen(writer, track.BaseSeen);
            writer.Write(track.Window.Length);
            writer.Write(MemoryMarshal.AsBytes(track.Window));
        }

        var open = incidents.All;
        writer.Write(open.Count);
        foreach (var incident in open)
        {
            writer.Write(incident.TruckId);
            WriteBytes(writer, incident.Seen);
            writer.Write(incident.Version);
            writer.Write(incident.FoundLate);
        }

        return buffer.ToArray();
    }

    /// <exception cref="InvalidDataException">Another version of the program wrote it: this consumer group has to start over from the earliest offset.</exception>
    public static void Read(ReadOnlyMemory<byte> state, TruckOptions options, Dictionary<string, TruckTrack> trucks, OpenIncidents incidents)
    {
        using var reader = new BinaryReader(new MemoryStream(state.ToArray(), writable: false));
        if (reader.ReadInt32() != Version
            || reader.ReadInt32() != Unsafe.SizeOf<TrackState>()
            || reader.ReadInt32() != Unsafe.SizeOf<TrackPoint>()
            || reader.ReadInt32() != Unsafe.SizeOf<StopSeen>())
        {
            throw new InvalidDataException($"The checkpoint of group '{TruckPipeline.Group}' was written by another version: forget it, and the group starts over from the earliest offset.");
        }

        incidents.Saw(reader.ReadInt64());
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var id = reader.ReadString();
            var start = ReadBytes<TrackState>(reader);
            var seen = ReadSeen(reader);
            var window = new TrackPoint[reader.ReadInt32()];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(window.AsSpan()));
            trucks.Add(id, TruckTrack.From(start, seen, window, options));
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            incidents.Add(new OpenIncident(reader.ReadString(), ReadBytes<StopSeen>(reader), reader.ReadUInt64(), reader.ReadBoolean()));
        }
    }

    private static void WriteSeen(BinaryWriter writer, PositionSet seen)
    {
        writer.Write(seen.Positions.Count);
        foreach (var (lon, lat) in seen.Positions)
        {
            writer.Write(lon);
            writer.Write(lat);
        }
    }

    private static PositionSet ReadSeen(BinaryReader reader)
    {
        var seen = new PositionSet();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            seen.Add(reader.ReadDouble(), reader.ReadDouble());
        }

        return seen;
    }

    private static void WriteBytes<T>(BinaryWriter writer, T value)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    private static T ReadBytes<T>(BinaryReader reader)
        where T : unmanaged
    {
        T value = default;
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }
}
