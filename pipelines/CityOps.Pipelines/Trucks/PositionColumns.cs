using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>The columns of <c>truck-positions</c> that the rules need, read in place.</summary>
internal sealed class PositionColumns
{
    private static readonly ContractSchema Schema = ContractReader.Read<TruckPosition>().Keyed;

    private readonly StringArray _trucks;
    private readonly TimestampArray _at;
    private readonly DoubleArray _lon;
    private readonly DoubleArray _lat;
    private readonly Int64Array? _alarms;
    private readonly StringArray? _load;
    private readonly StringArray? _lid;
    private readonly BooleanArray? _lifting;
    private readonly BooleanArray? _ignition;
    private readonly DoubleArray? _speed;
    private readonly DoubleArray? _weight;
    private readonly DoubleArray? _accel;

    private PositionColumns(RecordBatch batch)
    {
        Count = batch.Length;
        _trucks = batch.Texts("truck_id");
        _at = Needed<TimestampArray>(batch, "at");
        _lon = Needed<DoubleArray>(batch, "lon");
        _lat = Needed<DoubleArray>(batch, "lat");
        _alarms = batch.ColumnOrNull("alarms") as Int64Array;
        _load = batch.ColumnOrNull("load") as StringArray;
        _lid = batch.ColumnOrNull("lid") as StringArray;
        _lifting = batch.ColumnOrNull("lifting") as BooleanArray;
        _ignition = batch.ColumnOrNull("ignition") as BooleanArray;
        _speed = batch.ColumnOrNull("speed_kmh") as DoubleArray;
        _weight = batch.ColumnOrNull("weight_kg") as DoubleArray;
        _accel = batch.ColumnOrNull("accel_rms") as DoubleArray;
    }

    public int Count { get; }

    /// <summary>The batches of a message; they are read in place, so the message must outlive them.</summary>
    /// <exception cref="UndecodableBodyException">It cannot be read, or is not of this contract. Landing keeps it as a dead letter.</exception>
    public static IReadOnlyList<PositionColumns> Of(LogRecord record)
    {
        var contentType = record.Header(LogHeaders.ContentType);
        try
        {
            return string.Equals(contentType, LogHeaders.ArrowStream, StringComparison.Ordinal)
                ? [.. ArrowMessage.Decode(record.Value).Select(batch => new PositionColumns(batch))]
                : [new PositionColumns(MessageDecoder.Decode(contentType, record.Value, Schema).Rows)];
        }
        catch (ArgumentException error)
        {
            throw new UndecodableBodyException(error.Message, error);
        }
    }

    public ReadOnlySpan<byte> TruckAt(int row) => _trucks.GetBytes(row);

    public TrackPoint PointAt(int row) => new(
        _at.Values[row],
        _lon.Values[row],
        _lat.Values[row],
        _alarms is null || _alarms.IsNull(row) ? 0 : (uint)_alarms.Values[row],
        _load is null || _load.IsNull(row) ? Load.Unknown : TruckWords.LoadOf(_load.GetBytes(row)),
        _lid is null || _lid.IsNull(row) ? Lid.Unknown : TruckWords.LidOf(_lid.GetBytes(row)),
        Told(_lifting, row),
        Told(_ignition, row),
        Number(_speed, row),
        Number(_weight, row),
        Number(_accel, row));

    private static float Number(DoubleArray? numbers, int row) => numbers is null || numbers.IsNull(row) ? float.NaN : (float)numbers.Values[row];

    private static Told Told(BooleanArray? flags, int row) =>
        flags?.GetValue(row) switch { true => Tracks.Told.Yes, false => Tracks.Told.No, null => Tracks.Told.Unknown };

    private static TArray Needed<TArray>(RecordBatch batch, string column)
        where TArray : class => batch.ColumnOrNull(column) as TArray
            ?? throw new ArgumentException($"The message has no column '{column}' of the type {typeof(TArray).Name}.", nameof(column));
}
