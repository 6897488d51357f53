namespace CityOps.Contracts.Batches;

/// <summary>Appends a typed value to a column. Called from compiled code, once per value; the type tests fold away per instantiation.</summary>
internal static class CellWriter
{
    public static void Write<T>(ColumnBuilder builder, T value)
    {
        switch (value)
        {
            case null:
                WriteMissing(builder);
                break;
            case string text:
                ((TextBuilder)builder).Append(text);
                break;
            case double number:
                ((NumberBuilder)builder).Append(number);
                break;
            case long number:
                ((IntegerBuilder)builder).Append(number);
                break;
            case int number:
                ((IntegerBuilder)builder).Append(number);
                break;
            case ulong key:
                ((KeyBuilder)builder).Append(key);
                break;
            case bool flag:
                builder.TryAppend(flag);
                break;
            case DateTimeOffset instant:
                ((InstantBuilder)builder).Append(instant.ToUnixTimeMilliseconds());
                break;
            default:
                ((ChoiceBuilder)builder).AppendWord(EnumPlaces<T>.Of(value));
                break;
        }
    }

    private static void WriteMissing(ColumnBuilder builder)
    {
        if (builder.TryAppendMissing() is { } wrong)
        {
            throw new ArgumentException($"{builder.Column.Name} {wrong.Reason}.", nameof(builder));
        }
    }
}
