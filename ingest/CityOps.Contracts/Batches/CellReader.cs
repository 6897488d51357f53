using Apache.Arrow;

namespace CityOps.Contracts.Batches;

/// <summary>Reads a typed value from a column. Called from compiled code, once per value.</summary>
internal static class CellReader<T>
{
    private static readonly Func<IArrowArray, int, T> ReadPresent = Make();

    /// <summary>The value, or <paramref name="missing"/> where the column is absent or null there.</summary>
    public static T Read(IArrowArray? column, int row, T missing) => column is null || column.IsNull(row) ? missing : ReadPresent(column, row);

    private static Func<IArrowArray, int, T> Make()
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return type switch
        {
            _ when type == typeof(string) => As<string>((column, row) => ((StringArray)column).GetString(row)),
            _ when type == typeof(double) => AsValue((column, row) => ((DoubleArray)column).Values[row]),
            _ when type == typeof(long) => AsValue((column, row) => ((Int64Array)column).Values[row]),
            _ when type == typeof(int) => AsValue((column, row) => checked((int)((Int64Array)column).Values[row])),
            _ when type == typeof(ulong) => AsValue((column, row) => ((UInt64Array)column).Values[row]),
            _ when type == typeof(bool) => AsValue((column, row) => BitUtility.GetBit(((BooleanArray)column).ValueBuffer.Span, ((BooleanArray)column).Offset + row)),
            _ when type == typeof(DateTimeOffset) => AsValue((column, row) => DateTimeOffset.FromUnixTimeMilliseconds(((TimestampArray)column).Values[row])),
            { IsEnum: true } => ReadWord,
            _ => throw new NotSupportedException($"No column holds a {type.Name}."),
        };
    }

    private static T ReadWord(IArrowArray column, int row) => EnumPlaces<T>.TryFind(((StringArray)column).GetBytes(row), out var member)
        ? member!
        : throw new InvalidDataException($"'{((StringArray)column).GetString(row)}' is not one of the words of {typeof(T).Name}.");

    private static Func<IArrowArray, int, T> As<TValue>(Func<IArrowArray, int, TValue> read) => (Func<IArrowArray, int, T>)(object)read;

    // A nullable column wraps the same reading.
    private static Func<IArrowArray, int, T> AsValue<TValue>(Func<IArrowArray, int, TValue> read)
        where TValue : struct => typeof(T) == typeof(TValue)
            ? As(read)
            : (Func<IArrowArray, int, T>)(object)new Func<IArrowArray, int, TValue?>((column, row) => read(column, row));
}
