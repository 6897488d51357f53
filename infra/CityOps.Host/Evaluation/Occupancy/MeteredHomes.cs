using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using CityOps.Host.Commands;
using CityOps.Pipelines.Dwellings.Training;

namespace CityOps.Host.Evaluation.Occupancy;

/// <summary>
/// Homes with a water meter whose people were counted, from two CSV files: readings (<c>dwelling_id, read_at_local, register_litres</c>) and homes
/// (<c>dwelling_id, members, floor_area_m2_band</c>). Nothing else is known of them.
/// </summary>
/// <param name="readings">May be gzipped (<c>.gz</c>).</param>
/// <param name="zone">Whose wall clock the readings have.</param>
public sealed class MeteredHomes(FileInfo readings, FileInfo homes, TimeZoneInfo zone) : ITrainingDistrict
{
    private const int RowsPerBatch = 100_000;

    private readonly Dictionary<string, string> _floorAreas = new(StringComparer.Ordinal);

    /// <summary>The band of each home's floor area, as the file writes it; filled once the events were read.</summary>
    public IReadOnlyDictionary<string, string> FloorAreas => _floorAreas;

    public DateTimeOffset FirstReading { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset LastReading { get; private set; } = DateTimeOffset.MinValue;

    public async IAsyncEnumerable<DistrictRows> EventsAsync(DistrictRequest request, DistrictTruth truth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new DistrictRows("dwellings", await DwellingsAsync(truth, cancellationToken));
        await using var file = readings.OpenRead();
        await using Stream plain = readings.Extension.Equals(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain);
        var columns = await ColumnsAsync(reader, readings, ["dwelling_id", "read_at_local", "register_litres"], cancellationToken);
        var batch = new HomeReadings();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            Add(batch, line.Split(','), columns);
            if (batch.Count == RowsPerBatch)
            {
                yield return new DistrictRows("meter-readings", batch.Take());
            }
        }

        yield return new DistrictRows("meter-readings", batch.Take());
    }

    private void Add(HomeReadings batch, string[] cells, int[] columns)
    {
        var local = DateTime.Parse(cells[columns[1]], CultureInfo.InvariantCulture);
        var at = new DateTimeOffset(local, zone.GetUtcOffset(local));
        FirstReading = at < FirstReading ? at : FirstReading;
        LastReading = at > LastReading ? at : LastReading;
        batch.Add(cells[columns[0]], at, double.Parse(cells[columns[2]], CultureInfo.InvariantCulture) / 1_000);
    }

    private async Task<RecordBatch> DwellingsAsync(DistrictTruth truth, CancellationToken cancellationToken)
    {
        using var reader = homes.OpenText();
        var columns = await ColumnsAsync(reader, homes, ["dwelling_id", "members", "floor_area_m2_band"], cancellationToken);
        var (ids, empty, unknown, areas) = (new StringArray.Builder(), new StringArray.Builder(), new StringArray.Builder(), new DoubleArray.Builder());
        var nothing = new Int64Array.Builder();
        var from = new TimestampArray.Builder(HomeReadings.Instant);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var cells = line.Split(',');
            var (id, band) = (cells[columns[0]], cells[columns[2]]);
            truth.Of(id).Occupants = float.Parse(cells[columns[1]], CultureInfo.InvariantCulture);
            _floorAreas[id] = band;
            ids.Append(id);
            empty.Append("");
            unknown.Append("unknown");
            _ = AreaOf(band) is { } area ? areas.Append(area) : areas.AppendNull();
            nothing.AppendNull();
            from.Append(DateTimeOffset.UnixEpoch);
        }

        var (blank, word, none) = (empty.Build(), unknown.Build(), nothing.Build());
        return new RecordBatch.Builder()
            .Append("dwelling_id", false, ids.Build()).Append("building_id", true, blank).Append("grid_cell", true, blank).Append("town", true, blank)
            .Append("rooms", true, none).Append("floor_area_m2", true, areas.Build()).Append("registered_population", true, none)
            .Append("valid_from", false, from.Build()).Append("kinship", true, word).Append("tenure", true, word).Append("built_year", true, none).Build();
    }

    /// <summary>Square metres of a band: the middle of <c>81-110</c>, a sixth above <c>111+</c>, a tenth below <c>-60</c>; null where it has no number.</summary>
    internal static double? AreaOf(string band)
    {
        double[] edges = [.. band.Split(['-', '+', '<', '>', '=', ' '], StringSplitOptions.RemoveEmptyEntries).Select(e => double.TryParse(e, CultureInfo.InvariantCulture, out var m2) ? m2 : double.NaN).Where(double.IsFinite)];
        return edges.Length switch
        {
            0 => null,
            1 when band.Contains('+', StringComparison.Ordinal) || band.Contains('>', StringComparison.Ordinal) => edges[0] * 7 / 6,
            1 when band.Contains('-', StringComparison.Ordinal) || band.Contains('<', StringComparison.Ordinal) => edges[0] * 0.9,
            _ => edges.Average(),
        };
    }

    private static async Task<int[]> ColumnsAsync(StreamReader reader, FileInfo file, string[] names, CancellationToken cancellationToken)
    {
        var header = (await reader.ReadLineAsync(cancellationToken) ?? "").Split(',');
        int[] columns = [.. names.Select(name => System.Array.IndexOf(header, name))];
        var missing = System.Array.IndexOf(columns, -1);
        return missing < 0 ? columns : throw new CommandException($"{file.Name} has no column '{names[missing]}'; its header must name {string.Join(", ", names)}.");
    }
}
