using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs.Json;

/// <summary>Writes rows as JSON objects; unknown values are left out.</summary>
internal sealed class JsonRowsWriter(ContractSchema schema, string open, string between, string close) : IRowsWriter
{
    // The rows are data for machines, never part of a page: Chinese stays readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly JsonEncodedText[] _names = [.. schema.Columns.Select(column => JsonEncodedText.Encode(column.Name))];
    private bool _any;

    public void Begin(IBufferWriter<byte> output) => output.Write(Encoding.UTF8.GetBytes(open));

    public void Write(RecordBatch batch, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        for (var row = 0; row < batch.Length; row++)
        {
            if (_any)
            {
                output.Write(Encoding.UTF8.GetBytes(between));
            }

            _any = true;
            json.WriteStartObject();
            for (var column = 0; column < _names.Length; column++)
            {
                WriteField(json, _names[column], batch.Column(column), row);
            }

            json.WriteEndObject();
            json.Flush();
            json.Reset();
        }
    }

    public void End(IBufferWriter<byte> output)
    {
        if (_any || open.Length > 0)
        {
            output.Write(Encoding.UTF8.GetBytes(close));
        }
    }

    private static void WriteField(Utf8JsonWriter json, JsonEncodedText name, IArrowArray array, int row)
    {
        if (array.IsNull(row))
        {
            return;
        }

        switch (array)
        {
            case StringArray texts:
                json.WriteString(name, texts.GetBytes(row));
                break;
            case TimestampArray instants:
                Span<byte> text = stackalloc byte[InstantFormat.Length];
                json.WriteString(name, text[..InstantFormat.Write(instants.Values[row], text)]);
                break;
            case DoubleArray numbers:
                json.WriteNumber(name, numbers.Values[row]);
                break;
            case Int64Array numbers:
                json.WriteNumber(name, numbers.Values[row]);
                break;
            case UInt64Array keys:
                json.WriteNumber(name, keys.Values[row]);
                break;
            case BooleanArray flags:
                json.WriteBoolean(name, flags.GetValue(row) is true);
                break;
            default:
                throw new ArgumentException($"A {array.Data.DataType.Name} is no column of a contract.", nameof(array));
        }
    }
}
