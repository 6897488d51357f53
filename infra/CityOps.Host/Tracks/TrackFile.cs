using System.Text;
using CityOps.Contracts.Codecs.Csv;
using CityOps.Contracts.Events;
using CityOps.Host.Commands;
using CityOps.Host.Replay;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Host.Tracks;

/// <summary>A CSV file of positions: the contract's own columns, or what trackers commonly call them.</summary>
internal static class TrackFile
{
    private static readonly string[] Instants = ["at", "time_utc", "timestamp", "time"];
    private static readonly string[] Longitudes = ["lon", "lng", "longitude"];
    private static readonly string[] Latitudes = ["lat", "latitude"];
    private static readonly string[] Tracks = ["truck_id", "trip_id", "vehicle_id"];

    /// <param name="by">The column that tells tracks apart; null: the first of truck_id, trip_id and vehicle_id that is there, else the file is one track.</param>
    /// <returns>The points of each track, in the order of the file; one whole file is named after it.</returns>
    /// <exception cref="CommandException">The file or a column is not there, or a value cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<string, List<TrackPoint>>> ReadAsync(FileInfo info, string? by, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadRowsAsync(info, by, cancellationToken);
        }
        catch (BrokenFileException broken)
        {
            throw new CommandException($"'{info.Name}' {broken.Message}.");
        }
    }

    private static async Task<IReadOnlyDictionary<string, List<TrackPoint>>> ReadRowsAsync(FileInfo info, string? by, CancellationToken cancellationToken)
    {
        await using var source = SourceFile.Open(info);
        using var lines = new CsvLineReader(source.Rows);
        if (!await lines.ReadAsync(cancellationToken) || lines.Fault is not null)
        {
            throw new CommandException($"'{info.Name}' has no header line that names its columns.");
        }

        var header = ValuesOf(lines.Line).ConvertAll(name => name.Trim());
        var (at, lon, lat) = (Column(header, Instants, info), Column(header, Longitudes, info), Column(header, Latitudes, info));
        var key = by is null ? IndexOfAny(header, Tracks) : Column(header, [by], info);
        var tracks = new Dictionary<string, List<TrackPoint>>(StringComparer.Ordinal);
        var whole = Path.GetFileNameWithoutExtension(info.Name);
        for (var row = 1; await lines.ReadAsync(cancellationToken); row++)
        {
            var values = ValuesOf(lines.Line);
            if (values is [""])
            {
                continue;
            }

            var cells = new RowCells(values, header, row);
            var name = key < 0 ? whole : cells.Text(key);
            if (!tracks.TryGetValue(name, out var points))
            {
                tracks.Add(name, points = []);
            }

            points.Add(new TrackPoint(cells.Instant(at), cells.Degrees(lon, 180), cells.Degrees(lat, 90), 0, Load.Unknown, Lid.Unknown, Told.Unknown, Told.Unknown));
        }

        return tracks;
    }

    private static int Column(List<string> header, string[] names, FileInfo info) =>
        IndexOfAny(header, names) is var found and >= 0
            ? found
            : throw new CommandException($"'{info.Name}' has none of the columns {string.Join(", ", names)}; it has {string.Join(", ", header)}.");

    private static int IndexOfAny(List<string> header, string[] names) =>
        Array.ConvertAll(names, name => header.IndexOf(name)).FirstOrDefault(index => index >= 0, -1);

    private static List<string> ValuesOf(ReadOnlySpan<byte> line)
    {
        var values = new List<string>();
        var fields = new CsvFields(line, new byte[line.Length]);
        while (fields.MoveNext())
        {
            values.Add(Encoding.UTF8.GetString(fields.Current));
        }

        return values;
    }
}
