using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>The readings of some batches by meter and register, in the order of time and one an instant. Their memory is borrowed until it is disposed.</summary>
internal sealed class ReadingGroups : IDisposable
{
    private const int RegistersAMeter = 9;

    // Of a whole batch they are 8 MiB: two of each wait for the next batch, as many as derive at a time by default, and no more. The shared pools keep one
    // for each thread that ever had one.
    private const int MostReadings = 1 << 20;
    private const int Idle = 2;

    private static readonly ArrayPool<RegisterReading> ReadingPool = ArrayPool<RegisterReading>.Create(MostReadings, Idle);
    private static readonly ArrayPool<int> GroupPool = ArrayPool<int>.Create(MostReadings, Idle);

    private readonly Dictionary<ulong, int> _places = [];
    private RegisterReading[] _readings;
    private readonly int[] _ends;

    private ReadingGroups(IReadOnlyList<RecordBatch> batches)
    {
        var rows = batches.Sum(batch => batch.Length);
        var rented = GroupPool.Rent(rows);
        var groups = rented.AsSpan(0, rows);
        var row = 0;
        foreach (var batch in batches)
        {
            PlaceRows(batch, groups.Slice(row, batch.Length));
            row += batch.Length;
        }

        _ends = new int[(_places.Count * RegistersAMeter) + 1];
        foreach (var group in groups)
        {
            _ends[group + 1]++;
        }

        for (var group = 1; group < _ends.Length; group++)
        {
            _ends[group] += _ends[group - 1];
        }

        _readings = ReadingPool.Rent(rows);
        Fill(batches, groups, [.. _ends]);
        GroupPool.Return(rented);
        Meters = [.. _places.Keys];
    }

    /// <summary>In the order of their first reading.</summary>
    public IReadOnlyList<ulong> Meters { get; }

    /// <summary>The versions of all the readings lie between these.</summary>
    public (ulong First, ulong Last) Versions { get; private set; } = (ulong.MaxValue, 0);

    /// <summary>Groups batches that have the columns of <c>readings</c>.</summary>
    public static ReadingGroups Of(IReadOnlyList<RecordBatch> batches) => new(batches);

    /// <summary>The readings of one register; empty where there are none.</summary>
    public ReadOnlySpan<RegisterReading> Of(ulong meter, Utility utility, RegisterCode code)
    {
        if (!_places.TryGetValue(meter, out var place))
        {
            return [];
        }

        var group = (place * RegistersAMeter) + GroupOf(utility, code);
        var readings = _readings.AsSpan(_ends[group], _ends[group + 1] - _ends[group]);
        return readings[..SortAndThin(readings)];
    }

    public void Dispose()
    {
        if (_readings.Length > 0)
        {
            ReadingPool.Return(_readings);
            _readings = [];
        }
    }

    private void PlaceRows(RecordBatch batch, Span<int> groups)
    {
        var meters = batch.Keys("meter_key");
        var utilities = batch.Texts("utility");
        var codes = batch.Texts("register_code");
        for (var row = 0; row < groups.Length; row++)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, meters[row], out var isKnown);
            if (!isKnown)
            {
                place = _places.Count - 1;
            }

            groups[row] = (place * RegistersAMeter) + GroupOf(Words.Utility(utilities.GetBytes(row)), Words.Code(codes.GetBytes(row)));
        }
    }

    private void Fill(IReadOnlyList<RecordBatch> batches, ReadOnlySpan<int> groups, int[] next)
    {
        var at = 0;
        var (first, last) = Versions;
        foreach (var batch in batches)
        {
            var instants = InstantsOf(batch);
            var registers = batch.Numbers("register");
            var dwellings = batch.Keys("dwelling_key");
            var versions = batch.Keys("version");
            for (var row = 0; row < batch.Length; row++)
            {
                _readings[next[groups[at++]]++] = new RegisterReading(instants[row], registers[row], dwellings[row], versions[row]);
                (first, last) = (Math.Min(first, versions[row]), Math.Max(last, versions[row]));
            }
        }

        Versions = (first, last);
    }

    // As it landed, or as it was read.
    private static ReadOnlySpan<long> InstantsOf(RecordBatch batch) => batch.ColumnOrNull("at_ms") is Int64Array read ? read.Values : batch.Instants("read_at");

    // Readings nearly always come in the order of time.
    private static int SortAndThin(Span<RegisterReading> readings)
    {
        for (var at = 1; at < readings.Length; at++)
        {
            if (readings[at].AtMs <= readings[at - 1].AtMs)
            {
                readings.Sort(static (one, other) => (one.AtMs, one.Version).CompareTo((other.AtMs, other.Version)));
                return Thin(readings);
            }
        }

        return readings.Length;
    }

    private static int Thin(Span<RegisterReading> readings)
    {
        var kept = 0;
        for (var at = 1; at < readings.Length; at++)
        {
            kept += readings[at].AtMs == readings[kept].AtMs ? 0 : 1;
            readings[kept] = readings[at];
        }

        return kept + 1;
    }

    private static int GroupOf(Utility utility, RegisterCode code) => ((int)utility * 3) + (int)code;
}
