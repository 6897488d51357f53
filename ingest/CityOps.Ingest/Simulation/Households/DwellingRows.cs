using Apache.Arrow;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Collects dwellings into a batch of the contract's border schema.</summary>
internal sealed class DwellingRows
{
    private static readonly ContractSchema Schema = ContractReader.Read<Dwelling>();
    private readonly List<Dwelling> _rows = [];

    public int Count => _rows.Count;

    public void Add(Dwelling row) => _rows.Add(row);

    public RecordBatch Take()
    {
        var columns = Schema.Columns.Select(column => ColumnOf(column.Name));
        var batch = new RecordBatch(Schema.Arrow, columns, _rows.Count);
        _rows.Clear();
        return batch;
    }

    private IArrowArray ColumnOf(string name) => name switch
    {
        "dwelling_id" => Texts(d => d.DwellingId),
        "building_id" => Texts(d => d.BuildingId),
        "grid_cell" => Texts(d => d.GridCell),
        "town" => Texts(d => d.Town),
        "address" => Texts(d => d.Address),
        "contact" => Texts(d => d.Contact),
        "kinship" => Texts(d => ContractReader.WordOf(d.Kinship)),
        "tenure" => Texts(d => ContractReader.WordOf(d.Tenure)),
        "lon" => Numbers(d => d.Lon!.Value),
        "lat" => Numbers(d => d.Lat!.Value),
        "floor_area_m2" => Numbers(d => d.FloorAreaM2!.Value),
        "rooms" => Integers(d => d.Rooms!.Value),
        "registered_population" => Integers(d => d.RegisteredPopulation!.Value),
        "valid_from" => Instants(d => d.ValidFrom),
        _ => throw new NotSupportedException($"The simulator knows no column '{name}' of dwellings."),
    };

    private StringArray Texts(Func<Dwelling, string?> value)
    {
        var builder = new StringArray.Builder();
        _rows.ForEach(row => builder.Append(value(row)));
        return builder.Build();
    }

    private DoubleArray Numbers(Func<Dwelling, double> value)
    {
        var builder = new DoubleArray.Builder();
        _rows.ForEach(row => builder.Append(value(row)));
        return builder.Build();
    }

    private Int64Array Integers(Func<Dwelling, long> value)
    {
        var builder = new Int64Array.Builder();
        _rows.ForEach(row => builder.Append(value(row)));
        return builder.Build();
    }

    private TimestampArray Instants(Func<Dwelling, DateTimeOffset> value)
    {
        var builder = new TimestampArray.Builder(new Apache.Arrow.Types.TimestampType(Apache.Arrow.Types.TimeUnit.Millisecond, "UTC"));
        _rows.ForEach(row => builder.Append(value(row)));
        return builder.Build();
    }
}
