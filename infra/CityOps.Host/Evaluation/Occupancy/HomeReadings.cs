using Apache.Arrow;
using Apache.Arrow.Types;

namespace CityOps.Host.Evaluation.Occupancy;

/// <summary>Collects readings of water meters and gives them as rows of <c>meter-readings</c>. A home has one meter, of its own name.</summary>
internal sealed class HomeReadings
{
    public static readonly TimestampType Instant = new(TimeUnit.Millisecond, "UTC");

    private readonly List<(string Home, DateTimeOffset At, double CubicMetres)> _rows = [];

    public int Count => _rows.Count;

    public void Add(string home, DateTimeOffset at, double cubicMetres) => _rows.Add((home, at, cubicMetres));

    /// <summary>The rows collected so far; the collection is empty after.</summary>
    public RecordBatch Take()
    {
        var (ids, water, total) = (new StringArray.Builder(), new StringArray.Builder(), new StringArray.Builder());
        var (instants, registers) = (new TimestampArray.Builder(Instant), new DoubleArray.Builder());
        foreach (var (home, at, register) in _rows)
        {
            ids.Append(home);
            water.Append("water");
            total.Append("total");
            instants.Append(at);
            registers.Append(register);
        }

        _rows.Clear();
        var meters = ids.Build();
        return new RecordBatch.Builder().Append("dwelling_id", false, meters).Append("meter_id", false, meters).Append("utility", false, water.Build())
            .Append("register_code", false, total.Build()).Append("read_at", false, instants.Build()).Append("register", false, registers.Build()).Build();
    }
}
