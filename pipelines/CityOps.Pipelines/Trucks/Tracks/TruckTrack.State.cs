namespace CityOps.Pipelines.Trucks.Tracks;

/// <content>Its state as bytes, for checkpoints.</content>
public sealed partial class TruckTrack
{
    internal void Write(StateWriter writer)
    {
        writer.Value(_base);
        _baseSeen.Write(writer);
        writer.Value(_middle);
        _middleSeen.Write(writer);
        writer.Value(_now);
        _nowSeen.Write(writer);
        writer.Value(_middleAt);
        writer.List(_window);
        writer.List(_found);
        writer.Value(Stretches.Count);
        foreach (var stretch in Stretches)
        {
            writer.Value((stretch.FromMs, stretch.ToMs));
            stretch.Track.Write(writer);
        }
    }

    internal static TruckTrack Read(StateReader reader)
    {
        var track = new TruckTrack { _base = reader.Value<TrackState>() };
        track._baseSeen.Read(reader);
        track._middle = reader.Value<TrackState>();
        track._middleSeen.Read(reader);
        track._now = reader.Value<TrackState>();
        track._nowSeen.Read(reader);
        track._middleAt = reader.Value<int>();
        reader.List(track._window);
        reader.List(track._found);
        for (var left = reader.Value<int>(); left > 0; left--)
        {
            var (from, to) = reader.Value<(long, long)>();
            (track._stretches ??= []).Add(new SilentStretch(from, to, Read(reader)));
        }

        return track;
    }
}
