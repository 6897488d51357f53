using Apache.Arrow;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Landing.Consumption;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>
/// Lands districts whose truth is known in a scratch warehouse and reads them back as training rows, through the same tables and the same features query
/// as scoring. The warehouse must be one that nobody needs.
/// </summary>
public sealed class ScratchDistrict(IWarehouse scratch, ITrainingDistrict district, TimeZoneInfo zone, int fewestPeers)
{
    private static readonly string[] ReadingColumns = ["utility", "register_code", "read_at", "register"];
    private static readonly string[] DwellingColumns =
        ["building_id", "grid_cell", "town", "rooms", "floor_area_m2", "registered_population", "valid_from", "kinship", "tenure"];

    private readonly IDerivation _derivation = ConsumptionDerivations.OfReadings(scratch, zone);
    private readonly Dictionary<ulong, float> _occupants = [];
    private readonly Dictionary<ulong, bool> _rental = [];
    private ulong _version;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var statement in SqlText.Below("Landing.Schema").Concat(SqlText.Below("Dwellings.Schema")))
        {
            await scratch.ExecuteAsync(SqlText.Read(statement), WarehouseParameters.None, cancellationToken);
        }
    }

    /// <summary>One window of one district of its own, as training rows.</summary>
    public async Task<TrainingSet> RowsAsync(ulong seed, int dwellings, DateOnly lastDay, double rentalShare, CancellationToken cancellationToken)
    {
        var window = WindowOf(lastDay);
        await LandAsync(new DistrictRequest(seed, dwellings, window.From.AddHours(-1), window.To.AddHours(1), zone.Id, rentalShare), cancellationToken);
        var range = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"simulated, seed {seed}, {dwellings} dwellings, {window.FromDay:yyyy-MM-dd} to {lastDay:yyyy-MM-dd}");
        return await RowsAsync(lastDay, range, cancellationToken);
    }

    /// <summary>The window that ends with a day, of whatever was landed and lies in it.</summary>
    public async Task<TrainingSet> RowsAsync(DateOnly lastDay, string range, CancellationToken cancellationToken)
    {
        var window = WindowOf(lastDay);
        var features = new DwellingFeatureStore(scratch, zone, fewestPeers);
        await features.SettleAsync(cancellationToken);
        var table = await features.ReadAsync(window, window.To, cancellationToken);
        return new TrainingSet(
            table.Features,
            table.Keys,
            [.. table.Keys.Select(k => _occupants.GetValueOrDefault(k, float.NaN))],
            [.. table.Keys.Select(k => _rental.TryGetValue(k, out var yes) ? yes ? 1f : 0f : float.NaN)],
            range,
            "simulated");
    }

    /// <summary>Lands a district's rows and keeps its truth.</summary>
    public async Task LandAsync(DistrictRequest request, CancellationToken cancellationToken)
    {
        var truth = new DistrictTruth();
        await LandAsync(request, truth, cancellationToken);
        foreach (var (dwelling, people) in truth.Occupants)
        {
            _occupants[ScratchKeys.Of(dwelling)] = people;
        }

        foreach (var (dwelling, isRental) in truth.Rental)
        {
            _rental[ScratchKeys.Of(dwelling)] = isRental;
        }
    }

    private DwellingWindow WindowOf(DateOnly lastDay) => DwellingWindow.EndingAt(DwellingWindow.StartOf(lastDay.AddDays(1), zone), zone, GroupRentalFeatures.WindowDays);

    private async Task LandAsync(DistrictRequest request, DistrictTruth truth, CancellationToken cancellationToken)
    {
        await foreach (var events in district.EventsAsync(request, truth, cancellationToken))
        {
            using (events.Rows)
            {
                var isReadings = string.Equals(events.Contract, "meter-readings", StringComparison.Ordinal);
                var batch = Keyed(events.Rows, isReadings);
                await scratch.InsertAsync(isReadings ? "readings" : "dwellings", [batch], InsertMode.Again, cancellationToken);
                if (isReadings)
                {
                    await _derivation.ApplyAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"scratch@{_version}"), [batch], cancellationToken);
                }
            }
        }
    }

    private RecordBatch Keyed(RecordBatch rows, bool isReadings)
    {
        var versions = new UInt64Array.Builder().Reserve(rows.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            versions.Append(++_version);
        }

        var builder = new RecordBatch.Builder().Append("dwelling_key", false, ScratchKeys.Column(rows, "dwelling_id")).Append("version", false, versions.Build());
        if (isReadings)
        {
            builder.Append("meter_key", false, ScratchKeys.Column(rows, "meter_id"));
        }

        foreach (var column in isReadings ? ReadingColumns : DwellingColumns)
        {
            builder.Append(column, true, rows.Column(column, StringComparer.Ordinal));
        }

        return builder.Build();
    }
}
