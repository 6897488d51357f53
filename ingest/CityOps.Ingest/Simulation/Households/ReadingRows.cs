using Apache.Arrow;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Collects meter readings into batches of the contract's border schema, written in place: no text is made for a row.</summary>
internal sealed class ReadingRows(SubjectNames names, int capacity)
{
    private static readonly ContractSchema Schema = ContractReader.Read<MeterReading>();
    private static readonly byte[][] Words = ["water"u8.ToArray(), "electricity"u8.ToArray(), "gas"u8.ToArray()];
    private static readonly byte[] Total = "total"u8.ToArray();
    private static readonly int LongestWord = Words.Max(w => w.Length);

    private TextColumn _meters = new(capacity, names.Longest);
    private TextColumn _dwellings = new(capacity, names.Longest);
    private TextColumn _utilities = new(capacity, LongestWord);
    private TextColumn _codes = new(capacity, Total.Length);
    private long[] _instants = new long[capacity];
    private double[] _registers = new double[capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    public void Add(in RecordedReading reading)
    {
        _meters.End(names.Write(reading.Meter, reading.Utility, _meters.Rest));
        _dwellings.End(names.Write(reading.Dwelling, -1, _dwellings.Rest));
        _utilities.Append(Words[reading.Utility]);
        _codes.Append(Total);
        _instants[Count] = reading.ReadAtUnixMs;
        _registers[Count] = reading.Register;
        Count++;
    }

    public RecordBatch Take()
    {
        var batch = new RecordBatch(Schema.Arrow, Schema.Columns.Select(column => ColumnOf(column.Name)), Count);
        _meters = new(capacity, names.Longest);
        _dwellings = new(capacity, names.Longest);
        _utilities = new(capacity, LongestWord);
        _codes = new(capacity, Total.Length);
        (_instants, _registers, Count) = (new long[capacity], new double[capacity], 0);
        return batch;
    }

    private IArrowArray ColumnOf(string name) => name switch
    {
        "meter_id" => _meters.Build(Count),
        "dwelling_id" => _dwellings.Build(Count),
        "utility" => _utilities.Build(Count),
        "register_code" => _codes.Build(Count),
        "read_at" => new TimestampArray(ArrowColumns.Instant, new ArrowBuffer(Bytes(_instants, Count)), ArrowBuffer.Empty, Count, 0, 0),
        "register" => new DoubleArray(new ArrowBuffer(Bytes(_registers, Count)), ArrowBuffer.Empty, Count, 0, 0),
        _ => throw new NotSupportedException($"The simulator knows no column '{name}' of meter-readings."),
    };

    private static byte[] Bytes<T>(T[] values, int count)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan(0, count)).ToArray();

    private sealed class TextColumn(int capacity, int longest)
    {
        private readonly byte[] _bytes = new byte[capacity * longest];
        private readonly int[] _offsets = new int[capacity + 1];
        private int _rows;

        public Span<byte> Rest => _bytes.AsSpan(_offsets[_rows]);

        public void End(int length)
        {
            _offsets[_rows + 1] = _offsets[_rows] + length;
            _rows++;
        }

        public void Append(byte[] word)
        {
            word.CopyTo(Rest);
            End(word.Length);
        }

        public StringArray Build(int rows) =>
            new StringArray(rows, new ArrowBuffer(Bytes(_offsets, rows + 1)), new ArrowBuffer(_bytes.AsMemory(0, _offsets[rows])), ArrowBuffer.Empty);
    }
}

/// <summary>One reading as the head end reports it.</summary>
/// <param name="Meter">Number of the dwelling that the meter hangs in, from 0.</param>
/// <param name="Dwelling">Number of the dwelling that the head end ascribes it to.</param>
/// <param name="Utility">0 water, 1 electricity, 2 gas.</param>
internal readonly record struct RecordedReading(int Meter, int Dwelling, int Utility, long ReadAtUnixMs, double Register);
