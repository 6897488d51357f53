using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>Tells whether an array is a valid column as it stands, so that it can be used without a copy.</summary>
internal static class ArrowFit
{
    public static bool IsFit(IArrowArray array, Column column)
    {
        var nullsAllowed = column is { Required: false, Default: null };
        return (array.NullCount == 0 || nullsAllowed) && (column.Type, array) switch
        {
            (ColumnType.Text, StringArray texts) => Texts(texts, column),
            (ColumnType.Instant, TimestampArray instants) => Instants(instants, column),
            (ColumnType.Number, DoubleArray numbers) => Numbers(numbers, column),
            (ColumnType.Integer, Int64Array numbers) => Integers(numbers, column),
            (ColumnType.Key, UInt64Array) or (ColumnType.Flag, BooleanArray) => true,
            (ColumnType.Choice, StringArray words) => Words(words, column),
            _ => false,
        };
    }

    private static bool Texts(StringArray texts, Column column)
    {
        for (var row = 0; row < texts.Length; row++)
        {
            if (texts.IsValid(row) && texts.GetBytes(row) is var utf8
                && (utf8.IsEmpty || (column.IsIdentifier && IdentifierText.IsPadded(utf8)) || TextRules.Check(utf8, column) is not null))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Words(StringArray words, Column column)
    {
        var known = new WordList(column.Choices);
        var offsets = words.ValueOffsets[..(words.Length + 1)];
        for (var row = 0; (row = known.FirstUnknown(words.Values, offsets, row)) < words.Length; row++)
        {
            if (words.IsValid(row))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Instants(TimestampArray instants, Column column)
    {
        if (instants.Data.DataType is not TimestampType { Unit: TimeUnit.Millisecond, Timezone: "UTC" })
        {
            return false;
        }

        var values = instants.Values;
        for (var row = 0; row < instants.Length; row++)
        {
            if ((InstantText.RangeOf(values[row]) is not InstantFailure.None || values[row] > column.Max) && instants.IsValid(row))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Numbers(DoubleArray numbers, Column column)
    {
        var values = numbers.Values;
        for (var row = 0; row < numbers.Length; row++)
        {
            var value = values[row];
            if (!(double.IsFinite(value) && value >= column.Min && value <= column.Max) && numbers.IsValid(row))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Integers(Int64Array numbers, Column column)
    {
        var values = numbers.Values;
        for (var row = 0; row < numbers.Length; row++)
        {
            if ((values[row] < column.Min || values[row] > column.Max) && numbers.IsValid(row))
            {
                return false;
            }
        }

        return true;
    }
}
