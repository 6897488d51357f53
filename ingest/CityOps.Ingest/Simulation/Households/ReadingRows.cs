using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Collects meter readings into a batch of the contract's border schema.</summary>
internal sealed class ReadingRows
{
    private static readonly ContractSchema Schema = ContractReader.Read<MeterReading>();

    private StringArray.Builder _meters = new();
    private StringArray.Builder _dwellings = new();
    private StringArray.Builder _utilities = new();
    private StringArray.Builder _codes = new();
    private Int64Array.Builder _instants = new();
    private DoubleArray.Builder _registers = new();

    public int Count { get; private set; }

    public void Add(string meter, string dwelling, string utility, long readAtUnixMs, double register)
    {
        _meters.Append(meter);
        _dwellings.Append(dwelling);
        _utilities.Append(utility);
        _codes.Append("total");
        _instants.Append(readAtUnixMs);
        _registers.Append(register);
        Count++;
    }

    public RecordBatch Take()
    {
        var columns = Schema.Columns.Select(column => ColumnOf(column.Name)).ToArray();
        var batch = new RecordBatch(Schema.Arrow, columns, Count);
        (_meters, _dwellings, _utilities, _codes) = (new(), new(), new(), new());
        (_instants, _registers, Count) = (new(), new(), 0);
        return batch;
    }

    private IArrowArray ColumnOf(string name) => name switch
    {
        "meter_id" => _meters.Build(),
        "dwelling_id" => _dwellings.Build(),
        "utility" => _utilities.Build(),
        "register_code" => _codes.Build(),
        "read_at" => AsInstants(_instants.Build()),
        "register" => _registers.Build(),
        _ => throw new NotSupportedException($"The simulator knows no column '{name}' of meter-readings."),
    };

    private static TimestampArray AsInstants(Int64Array values) =>
        new(new TimestampType(TimeUnit.Millisecond, "UTC"), values.ValueBuffer, values.NullBitmapBuffer, values.Length, 0, 0);
}
