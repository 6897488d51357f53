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

    private readonly RecordBatch _batch;
    private readonly StringArray _trucks;
    private readonly TimestampArray _at;
    private readonly DoubleArray _lon;
    private readonly DoubleArray _lat;

    private PositionColumns(RecordBatch batch)
    {
        _batch = batch;
        _trucks = batch.Texts("truck_id");
        _at = Needed<TimestampArray>(batch, "at");
        _lon = Needed<DoubleArray>(batch, "lon");
        _lat = Needed<DoubleArray>(batch, "lat");
    }

    public int Count => _batch.Length;

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

    public Reader Read() => new(this);

    private static TArray Needed<TArray>(RecordBatch batch, string column)
        where TArray : class => batch.ColumnOrNull(column) as TArray
            ?? throw new ArgumentException($"The message has no column '{column}' of the type {typeof(TArray).Name}.", nameof(column));

    /// <summary>Reads row by row, over the memory of the columns.</summary>
    public readonly ref struct Reader
    {
        private readonly TextSpan _trucks;
        private readonly ReadOnlySpan<long> _at;
        private readonly ReadOnlySpan<double> _lon;
        private readonly ReadOnlySpan<double> _lat;
        private readonly PresentRows _hasAlarms;
        private readonly ReadOnlySpan<long> _alarms;
        private readonly TextSpan _load;
        private readonly TextSpan _lid;
        private readonly FlagSpan _lifting;
        private readonly FlagSpan _ignition;
        private readonly NumberSpan _speed;
        private readonly NumberSpan _weight;
        private readonly NumberSpan _accel;

        internal Reader(PositionColumns columns)
        {
            var batch = columns._batch;
            var alarms = batch.ColumnOrNull("alarms") as Int64Array;
            _trucks = new TextSpan(columns._trucks);
            _at = columns._at.Values;
            _lon = columns._lon.Values;
            _lat = columns._lat.Values;
            _hasAlarms = new PresentRows(alarms);
            _alarms = alarms is null ? default : alarms.Values;
            _load = new TextSpan(batch.ColumnOrNull("load") as StringArray);
            _lid = new TextSpan(batch.ColumnOrNull("lid") as StringArray);
            _lifting = new FlagSpan(batch.ColumnOrNull("lifting") as BooleanArray);
            _ignition = new FlagSpan(batch.ColumnOrNull("ignition") as BooleanArray);
            _speed = new NumberSpan(batch.ColumnOrNull("speed_kmh") as DoubleArray);
            _weight = new NumberSpan(batch.ColumnOrNull("weight_kg") as DoubleArray);
            _accel = new NumberSpan(batch.ColumnOrNull("accel_rms") as DoubleArray);
        }

        public ReadOnlySpan<byte> TruckAt(int row) => _trucks.At(row);

        public TrackPoint PointAt(int row) => new(
            _at[row],
            _lon[row],
            _lat[row],
            _hasAlarms.Has(row) ? (uint)_alarms[row] : 0,
            TruckWords.LoadOf(_load.At(row)),
            TruckWords.LidOf(_lid.At(row)),
            _lifting.At(row),
            _ignition.At(row),
            _speed.At(row),
            _weight.At(row),
            _accel.At(row));
    }
}
