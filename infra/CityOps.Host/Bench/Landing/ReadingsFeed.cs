using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Schema;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Bench.Landing;

/// <summary>
/// Hourly registers of many meters as a head-end system sends them: it polls its meters one after another, each at its own second of the
/// hour give or take some, all of one hour before the next. Registers are cumulative with the resolution of real meters.
/// </summary>
internal sealed class ReadingsFeed
{
    private const int MaxMeters = 60_000;
    private const int HoursAtLeast = 24;
    private const long HourMs = 3_600_000;
    private const double JitterMs = 45_000;

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimestampType InstantType = new(TimeUnit.Millisecond, "UTC");

    // Amounts an hour, and the last digit that the meter sends: m³, kWh, m³.
    private static readonly (string Utility, double Mean, double Step)[] Utilities =
        [("water", 0.012, 0.001), ("electricity", 0.31, 0.01), ("gas", 0.02, 0.001)];

    private readonly long _rows;
    private readonly SeededRandom _random;
    private readonly Meter[] _meters;

    public ReadingsFeed(long rows, ulong seed)
    {
        _rows = rows;
        _random = SeededRandom.For(seed, "landing benchmark");
        _meters = [.. Enumerable.Range(0, (int)Math.Clamp(rows / HoursAtLeast, 1, MaxMeters)).Select(NewMeter)];
    }

    public int Meters => _meters.Length;

    /// <summary>All rows in the order of arrival, in batches of the keyed form.</summary>
    public IEnumerable<RecordBatch> Batches(ContractSchema keyed, int batchRows)
    {
        for (var done = 0L; done < _rows; done += batchRows)
        {
            yield return Batch(keyed, done, (int)Math.Min(batchRows, _rows - done));
        }
    }

    private Meter NewMeter(int index)
    {
        // Three meters a dwelling.
        var dwelling = SeededRandom.For(1, "dwelling", index / Utilities.Length).NextUInt64();
        return new Meter(_random.NextUInt64(), dwelling, index % Utilities.Length, _random.Between(10, 4_000));
    }

    private RecordBatch Batch(ContractSchema keyed, long first, int count)
    {
        var meterKeys = new ulong[count];
        var dwellingKeys = new ulong[count];
        var instants = new long[count];
        var registers = new double[count];
        var utilities = new StringArray.Builder();
        var codes = new StringArray.Builder();
        for (var row = 0; row < count; row++)
        {
            var hour = (first + row) / _meters.Length;
            var index = (int)((first + row) % _meters.Length);
            var meter = _meters[index];
            var utility = Utilities[meter.Utility];
            meter.Register += utility.Mean * _random.Exponential(1);
            meterKeys[row] = meter.Key;
            dwellingKeys[row] = meter.DwellingKey;
            instants[row] = InstantOf(hour, index);
            registers[row] = Math.Round(meter.Register / utility.Step) * utility.Step;
            utilities.Append(utility.Utility);
            codes.Append("total");
        }

        var columns = new Dictionary<string, IArrowArray>(StringComparer.Ordinal)
        {
            ["meter_key"] = new UInt64Array(BufferOf(meterKeys), ArrowBuffer.Empty, count, 0, 0),
            ["dwelling_key"] = new UInt64Array(BufferOf(dwellingKeys), ArrowBuffer.Empty, count, 0, 0),
            ["utility"] = utilities.Build(),
            ["read_at"] = new TimestampArray(InstantType, BufferOf(instants), ArrowBuffer.Empty, count, 0, 0),
            ["register"] = new DoubleArray(BufferOf(registers), ArrowBuffer.Empty, count, 0, 0),
            ["register_code"] = codes.Build(),
        };
        return new RecordBatch(keyed.Arrow, keyed.Columns.Select(column => columns[column.Name]), count);
    }

    // Whole seconds, as meters' clocks have them.
    private long InstantOf(long hour, int meter)
    {
        var place = (double)HourMs * meter / _meters.Length;
        var at = Start.ToUnixTimeMilliseconds() + (hour * HourMs) + (long)(place + (JitterMs * _random.NextDouble()));
        return at / 1_000 * 1_000;
    }

    private static ArrowBuffer BufferOf<T>(T[] values)
        where T : unmanaged => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private sealed class Meter(ulong key, ulong dwellingKey, int utility, double register)
    {
        public ulong Key { get; } = key;

        public ulong DwellingKey { get; } = dwellingKey;

        public int Utility { get; } = utility;

        public double Register { get; set; } = register;
    }
}
