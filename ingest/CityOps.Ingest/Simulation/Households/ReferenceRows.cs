using Apache.Arrow;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Collects rows of one contract into batches of its border schema.</summary>
/// <param name="column">Makes the column of a name; null where it knows none.</param>
internal sealed class ReferenceRows<T>(Func<string, List<T>, IArrowArray?> column)
    where T : class
{
    private static readonly ContractSchema Schema = ContractReader.Read<T>();
    private readonly List<T> _rows = [];

    public int Count => _rows.Count;

    public string Contract => Schema.Name;

    public void Add(T row) => _rows.Add(row);

    public RecordBatch Take()
    {
        var columns = Schema.Columns.Select(c => column(c.Name, _rows) ?? throw new NotSupportedException($"The simulator knows no column '{c.Name}' of {Schema.Name}."));
        var batch = new RecordBatch(Schema.Arrow, columns, _rows.Count);
        _rows.Clear();
        return batch;
    }
}

internal static class HouseholdRows
{
    public static ReferenceRows<Dwelling> Dwellings() => new((name, rows) => name switch
    {
        "dwelling_id" => ArrowColumns.Texts(rows, d => d.DwellingId),
        "building_id" => ArrowColumns.Texts(rows, d => d.BuildingId),
        "grid_cell" => ArrowColumns.Texts(rows, d => d.GridCell),
        "town" => ArrowColumns.Texts(rows, d => d.Town),
        "address" => ArrowColumns.Texts(rows, d => d.Address),
        "contact" => ArrowColumns.Texts(rows, d => d.Contact),
        "kinship" => ArrowColumns.Texts(rows, d => ContractReader.WordOf(d.Kinship)),
        "tenure" => ArrowColumns.Texts(rows, d => ContractReader.WordOf(d.Tenure)),
        "lon" => ArrowColumns.Numbers(rows, d => d.Lon),
        "lat" => ArrowColumns.Numbers(rows, d => d.Lat),
        "floor_area_m2" => ArrowColumns.Numbers(rows, d => d.FloorAreaM2),
        "rooms" => ArrowColumns.Integers(rows, d => d.Rooms),
        "registered_population" => ArrowColumns.Integers(rows, d => d.RegisteredPopulation),
        "built_year" => ArrowColumns.Integers(rows, d => d.BuiltYear),
        "valid_from" => ArrowColumns.Instants(rows, d => d.ValidFrom),
        _ => null,
    });

    public static ReferenceRows<MeterLink> Links() => new((name, rows) => name switch
    {
        "meter_id" => ArrowColumns.Texts(rows, l => l.MeterId),
        "dwelling_id" => ArrowColumns.Texts(rows, l => l.DwellingId),
        "share" => ArrowColumns.Texts(rows, l => ContractReader.WordOf(l.Share)),
        "tariff" => ArrowColumns.Texts(rows, l => l.Tariff is { } tariff ? ContractReader.WordOf(tariff) : null),
        "match_confidence" => ArrowColumns.Numbers(rows, l => l.MatchConfidence),
        "valid_from" => ArrowColumns.Instants(rows, l => l.ValidFrom),
        "valid_to" => ArrowColumns.Instants(rows, l => l.ValidTo),
        _ => null,
    });

    public static ReferenceRows<Weather> Weather() => new((name, rows) => name switch
    {
        "station_id" => ArrowColumns.Texts(rows, w => w.StationId),
        "at" => ArrowColumns.Instants(rows, w => w.At),
        "lon" => ArrowColumns.Numbers(rows, w => w.Lon),
        "lat" => ArrowColumns.Numbers(rows, w => w.Lat),
        "temperature_c" => ArrowColumns.Numbers(rows, w => w.TemperatureC),
        "humidity_pct" => ArrowColumns.Numbers(rows, w => w.HumidityPct),
        "rain_mm" => ArrowColumns.Numbers(rows, w => w.RainMm),
        "wind_speed_ms" => ArrowColumns.Numbers(rows, w => w.WindSpeedMs),
        "wind_from_deg" => ArrowColumns.Numbers(rows, w => w.WindFromDeg),
        _ => null,
    });

    public static ReferenceRows<DwellingSignal> Signals() => new((name, rows) => name switch
    {
        "dwelling_id" => ArrowColumns.Texts(rows, s => s.DwellingId),
        "at" => ArrowColumns.Instants(rows, s => s.At),
        "kind" => ArrowColumns.Texts(rows, s => ContractReader.WordOf(s.Kind)),
        "value" => ArrowColumns.Numbers(rows, s => s.Value),
        "source_ref" => ArrowColumns.Texts(rows, s => s.SourceRef),
        _ => null,
    });
}
