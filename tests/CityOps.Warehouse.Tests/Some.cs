using Apache.Arrow;
using Apache.Arrow.Types;

namespace CityOps.Warehouse.Tests;

/// <summary>Test data.</summary>
internal static class Some
{
    internal static string TableName() => "t_" + Guid.NewGuid().ToString("N");

    /// <summary>Readings of meters <paramref name="first"/> … , one each, in the columns of the tests' readings table.</summary>
    internal static RecordBatch Readings(int first, int count)
    {
        var keys = new UInt64Array.Builder();
        var utilities = new StringArray.Builder();
        var instants = new TimestampArray.Builder(new TimestampType(TimeUnit.Millisecond, "UTC"));
        var registers = new DoubleArray.Builder();
        var versions = new UInt64Array.Builder();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = first; i < first + count; i++)
        {
            keys.Append((ulong)i);
            utilities.Append("water");
            instants.Append(start.AddMinutes(i));
            registers.Append(i * 1.5);
            versions.Append(1);
        }

        return new RecordBatch.Builder()
            .Append("meter_key", false, keys.Build())
            .Append("utility", false, utilities.Build())
            .Append("read_at", false, instants.Build())
            .Append("register", false, registers.Build())
            .Append("version", false, versions.Build())
            .Build();
    }
}
