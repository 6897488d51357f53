using Apache.Arrow;
using Apache.Arrow.Types;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Columns of a batch from a list of rows; for reference rows, which are few.</summary>
internal static class ArrowColumns
{
    public static readonly TimestampType Instant = new(TimeUnit.Millisecond, "UTC");

    public static IArrowArray Texts<T>(List<T> rows, Func<T, string?> value)
    {
        var builder = new StringArray.Builder();
        rows.ForEach(row => builder.Append(value(row)));
        return builder.Build();
    }

    public static IArrowArray Numbers<T>(List<T> rows, Func<T, double?> value)
    {
        var builder = new DoubleArray.Builder();
        rows.ForEach(row => builder.Append(value(row)));
        return builder.Build();
    }

    public static IArrowArray Integers<T>(List<T> rows, Func<T, long?> value)
    {
        var builder = new Int64Array.Builder();
        rows.ForEach(row => builder.Append(value(row)));
        return builder.Build();
    }

    public static IArrowArray Instants<T>(List<T> rows, Func<T, DateTimeOffset?> value)
    {
        var builder = new TimestampArray.Builder(Instant);
        rows.ForEach(row => Append(builder, value(row)));
        return builder.Build();
    }

    private static void Append(TimestampArray.Builder builder, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            builder.Append(instant);
        }
        else
        {
            builder.AppendNull();
        }
    }
}
