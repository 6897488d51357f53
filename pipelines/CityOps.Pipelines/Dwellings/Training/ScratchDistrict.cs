using Apache.Arrow;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Landing.Consumption;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>
/// Lands districts whose truth is known in a scratch warehouse and reads them back as training rows, through the same tables and the same features query
/// as scoring. The warehouse must be one that nobody needs. Registers are booked on the way (<see cref="ScratchBook"/>), since nothing of a scratch district changes later.
/// </summary>
/// <param name="keepsHours">Whether readings and hours are landed too, as landing does it: for what needs curves, some ten times slower.</param>
public sealed class ScratchDistrict(IWarehouse scratch, ITrainingDistrict district, TimeZoneInfo zone, int fewestPeers, bool keepsHours = false)
{
    private const int RowsPerInsert = 100_000;

    private readonly IDerivation _derivation = ConsumptionDerivations.OfReadings(scratch, zone);
    private readonly Dictionary<ulong, DwellingTruth> _truth = [];
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
        var options = new DwellingOptions();
        var coverage = table.Column("water_coverage").Zip(table.Column("electricity_coverage"), (water, electricity) => (Water: water, Electricity: electricity)).ToList();
        var truth = table.Keys.Select(k => _truth.GetValueOrDefault(k)).ToList();
        return new TrainingSet(
            table.Features,
            table.Keys,
            [.. truth.Select(t => t?.Occupants ?? float.NaN)],
            [.. truth.Select(t => t?.IsRental is { } yes ? yes ? 1f : 0f : float.NaN)],
            range,
            "simulated")
        {
            Groups = [.. truth.Select((t, row) => new RowGroups(table.Facts[row].Town, table.Facts[row].Tenure, t?.Kind ?? "", table.Facts[row].BuiltYear))],
            IsScoreable = [.. Enumerable.Range(0, table.Keys.Length).Select(row => ScoreabilityRule.Of(table.Facts[row], coverage[row].Water, coverage[row].Electricity, options) is Scoreability.Scoreable)],
        };
    }

    /// <summary>What is true of a dwelling that was landed.</summary>
    public DwellingTruth TruthOf(ulong key) => _truth[key];

    /// <summary>Lands a district's rows and keeps its truth.</summary>
    public async Task LandAsync(DistrictRequest request, CancellationToken cancellationToken)
    {
        var truth = new DistrictTruth();
        var book = new ScratchBook(zone);
        await foreach (var events in district.EventsAsync(request, truth, cancellationToken))
        {
            using (events.Rows)
            {
                await LandAsync(events, book, cancellationToken);
            }

            await InsertAsync(book.Rows, RowsPerInsert, cancellationToken);
        }

        book.Finish();
        await InsertAsync(book.Rows, 1, cancellationToken);
        foreach (var (dwelling, its) in truth.Dwellings)
        {
            _truth[ScratchKeys.Of(dwelling)] = its;
        }
    }

    private DwellingWindow WindowOf(DateOnly lastDay) => DwellingWindow.EndingAt(DwellingWindow.StartOf(lastDay.AddDays(1), zone), zone, GroupRentalFeatures.WindowDays);

    private async Task LandAsync(DistrictRows events, ScratchBook book, CancellationToken cancellationToken)
    {
        switch (events.Contract)
        {
            case "meter-readings" when keepsHours:
                await DeriveAsync(events.Rows, cancellationToken);
                break;
            case "meter-readings":
                Book(events.Rows, book);
                break;
            case "dwellings":
                await InsertAsync("dwellings", events.Rows, [], ["building_id", "grid_cell", "town", "rooms", "floor_area_m2", "registered_population", "valid_from", "kinship", "tenure", "built_year"], cancellationToken);
                break;
            case "meter-links":
                await InsertAsync("meter_links", events.Rows, ["meter_id"], ["share", "tariff", "match_confidence", "valid_from", "valid_to"], cancellationToken);
                break;
            case "dwelling-signals":
                await InsertAsync("dwelling_signals", events.Rows, [], ["at", "kind", "value", "source_ref"], cancellationToken);
                break;
            case "weather":
                await scratch.InsertAsync("weather", [WithColumns(new RecordBatch.Builder().Append("version", false, Versions(events.Rows.Length)), events.Rows, ["station_id", "at", "lon", "lat", "temperature_c"])], InsertMode.Again, cancellationToken);
                break;
        }
    }

    private async Task DeriveAsync(RecordBatch rows, CancellationToken cancellationToken)
    {
        var batch = Keyed(rows, ["meter_id"], ["utility", "register_code", "read_at", "register"]);
        await scratch.InsertAsync("readings", [batch], InsertMode.Again, cancellationToken);
        await _derivation.ApplyAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"scratch@{_version}"), [batch], cancellationToken);
    }

    private static void Book(RecordBatch rows, ScratchBook book)
    {
        var (dwellings, meters) = ((StringArray)rows.Column("dwelling_id", StringComparer.Ordinal), (StringArray)rows.Column("meter_id", StringComparer.Ordinal));
        var utilities = (StringArray)rows.Column("utility", StringComparer.Ordinal);
        var instants = ((TimestampArray)rows.Column("read_at", StringComparer.Ordinal)).Values;
        var registers = ((DoubleArray)rows.Column("register", StringComparer.Ordinal)).Values;
        for (var row = 0; row < rows.Length; row++)
        {
            var utility = utilities.GetBytes(row)[0] switch { (byte)'w' => 0, (byte)'e' => 1, _ => 2 };
            book.Add(ScratchKeys.Of(meters.GetBytes(row)), ScratchKeys.Of(dwellings.GetBytes(row)), (byte)utility, instants[row], registers[row]);
        }
    }

    private async Task InsertAsync(ScratchRows rows, int fewest, CancellationToken cancellationToken)
    {
        if (rows.Days >= fewest)
        {
            using var days = rows.TakeDays();
            await scratch.InsertAsync("dwelling_days", [days], InsertMode.Again, cancellationToken);
        }

        if (rows.Intervals >= fewest)
        {
            using var intervals = rows.TakeIntervals();
            await scratch.InsertAsync("consumption_intervals", [intervals], InsertMode.Again, cancellationToken);
        }
    }

    private async Task InsertAsync(string table, RecordBatch rows, string[] identifiers, string[] columns, CancellationToken cancellationToken)
    {
        var batch = Keyed(rows, identifiers, columns);
        await scratch.InsertAsync(table, [batch], InsertMode.Again, cancellationToken);
    }

    private RecordBatch Keyed(RecordBatch rows, string[] identifiers, string[] columns)
    {
        var builder = new RecordBatch.Builder().Append("dwelling_key", false, ScratchKeys.Column(rows, "dwelling_id")).Append("version", false, Versions(rows.Length));
        foreach (var identifier in identifiers)
        {
            builder.Append(identifier.Replace("_id", "_key", StringComparison.Ordinal), false, ScratchKeys.Column(rows, identifier));
        }

        return WithColumns(builder, rows, columns);
    }

    private static RecordBatch WithColumns(RecordBatch.Builder builder, RecordBatch rows, string[] columns)
    {
        foreach (var column in columns)
        {
            builder.Append(column, true, rows.Column(column, StringComparer.Ordinal));
        }

        return builder.Build();
    }

    private UInt64Array Versions(int count)
    {
        var versions = new UInt64Array.Builder().Reserve(count);
        for (var row = 0; row < count; row++)
        {
            versions.Append(++_version);
        }

        return versions.Build();
    }
}
