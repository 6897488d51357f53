using System.Globalization;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using CityOps.Host.Commands;
using CityOps.Host.Evaluation.Homes;
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
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>The band of each home's floor area, as the file writes it; filled once the events were read.</summary>
    public IReadOnlyDictionary<string, string> FloorAreas => _floorAreas;

    /// <summary>Homes that have readings; filled once the events were read.</summary>
    public int HomesRead => _read.Count;

    public DateTimeOffset FirstReading { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset LastReading { get; private set; } = DateTimeOffset.MinValue;

    public async IAsyncEnumerable<DistrictRows> EventsAsync(DistrictRequest request, DistrictTruth truth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new DistrictRows("dwellings", Dwellings(truth));
        var batch = new HomeReadings();
        await foreach (var register in WaterRegisters.ReadAsync(readings, zone, cancellationToken))
        {
            FirstReading = register.At < FirstReading ? register.At : FirstReading;
            LastReading = register.At > LastReading ? register.At : LastReading;
            _read.Add(register.Home);
            batch.Add(register.Home, register.At, register.Litres / 1_000);
            if (batch.Count == RowsPerBatch)
            {
                yield return new DistrictRows("meter-readings", batch.Take());
            }
        }

        if (_read.Count == 0)
        {
            throw new CommandException($"{readings.Name} holds no readings of water.");
        }

        yield return new DistrictRows("meter-readings", batch.Take());
    }

    private RecordBatch Dwellings(DistrictTruth truth)
    {
        var (ids, empty, unknown, areas) = (new StringArray.Builder(), new StringArray.Builder(), new StringArray.Builder(), new DoubleArray.Builder());
        var nothing = new Int64Array.Builder();
        var from = new TimestampArray.Builder(HomeReadings.Instant);
        foreach (var home in HomesFile.Read(homes))
        {
            truth.Of(home.Id).Occupants = home.Members;
            _floorAreas[home.Id] = home.Band;
            ids.Append(home.Id);
            empty.Append("");
            unknown.Append("unknown");
            _ = AreaOf(home.Band) is { } area ? areas.Append(area) : areas.AppendNull();
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
}
