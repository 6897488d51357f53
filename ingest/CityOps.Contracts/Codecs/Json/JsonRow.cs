using System.Text;
using System.Text.Json;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs.Json;

/// <summary>Reads one JSON object into a row. Fields in any order; unknown ones are left out; of a field that comes twice the last one counts.</summary>
internal sealed class JsonRow(ContractSchema schema)
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };

    private readonly byte[][] _names = [.. schema.Columns.Select(column => Encoding.UTF8.GetBytes(column.Name))];
    private byte[] _scratch = new byte[256];

    /// <param name="json">One JSON value, whole.</param>
    public void Read(ReadOnlySpan<byte> json, RowCollector rows)
    {
        rows.BeginRow();
        try
        {
            ReadObject(json, rows);
        }
        catch (JsonException error)
        {
            rows.Fail(Reasons.NotJson(error.BytePositionInLine ?? 0));
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for a lone surrogate or wrong UTF-8 in an escaped string.
            rows.Fail(Reasons.NotUnicodeRow);
        }

        rows.EndRow(json);
    }

    private void ReadObject(ReadOnlySpan<byte> json, RowCollector rows)
    {
        var reader = new Utf8JsonReader(json, Strict);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            rows.Fail(Reasons.NotAnObject);
            return;
        }

        var expected = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var column = Find(ref reader, expected);
            reader.Read();
            if (column >= 0 && !rows.HasFailed)
            {
                expected = column + 1;
                ReadValue(ref reader, column, rows, json);
            }
            else
            {
                reader.Skip();
            }
        }

        // Whatever follows the object is an error that the reader reports.
        reader.Read();
    }

    // Objects of one body mostly have their fields in one order: the column after the last one is tried first.
    private int Find(ref Utf8JsonReader reader, int expected)
    {
        if (expected < _names.Length && reader.ValueTextEquals(_names[expected]))
        {
            return expected;
        }

        for (var column = 0; column < _names.Length; column++)
        {
            if (reader.ValueTextEquals(_names[column]))
            {
                return column;
            }
        }

        return -1;
    }

    private void ReadValue(ref Utf8JsonReader reader, int column, RowCollector rows, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                rows.Set(column, TextOf(ref reader));
                break;
            case JsonTokenType.Number:
                rows.Set(column, reader.ValueSpan);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                rows.Note(column, rows.Builder(column).TryAppend(reader.GetBoolean()), reader.ValueSpan);
                break;
            case JsonTokenType.Null:
                rows.Set(column, []);
                break;
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                rows.Note(column, Reasons.NotASingleValue, json[start..(int)reader.BytesConsumed]);
                break;
        }
    }

    private ReadOnlySpan<byte> TextOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        if (_scratch.Length < reader.ValueSpan.Length)
        {
            _scratch = new byte[reader.ValueSpan.Length * 2];
        }

        return _scratch.AsSpan(0, reader.CopyString(_scratch));
    }
}
