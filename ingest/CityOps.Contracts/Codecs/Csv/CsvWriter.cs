using System.Buffers;
using System.Globalization;
using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs.Csv;

/// <summary>Writes CSV as RFC 4180 has it, with LF: unknown values stay empty, texts are quoted where they must be.</summary>
internal sealed class CsvWriter(ContractSchema schema) : IRowsWriter
{
    public void Begin(IBufferWriter<byte> output) =>
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', schema.Columns.Select(column => column.Name)) + "\n"));

    public void Write(RecordBatch batch, IBufferWriter<byte> output)
    {
        for (var row = 0; row < batch.Length; row++)
        {
            for (var column = 0; column < schema.Columns.Count; column++)
            {
                if (column > 0)
                {
                    output.Write(","u8);
                }

                WriteCell(batch.Column(column), row, output);
            }

            output.Write("\n"u8);
        }
    }

    public void End(IBufferWriter<byte> output)
    {
        // A CSV ends with its last line.
    }

    private void WriteCell(IArrowArray array, int row, IBufferWriter<byte> output)
    {
        if (array.IsNull(row))
        {
            // A line of one empty value would be an empty line, which is no row.
            output.Write(schema.Columns.Count == 1 ? "\"\""u8 : []);
            return;
        }

        switch (array)
        {
            case StringArray texts:
                CsvText.Write(texts.GetBytes(row), output);
                break;
            case TimestampArray instants:
                output.Advance(InstantFormat.Write(instants.Values[row], output.GetSpan(InstantFormat.Length)));
                break;
            case DoubleArray numbers:
                WriteNumber(numbers.Values[row], output);
                break;
            case Int64Array numbers:
                WriteNumber(numbers.Values[row], output);
                break;
            case UInt64Array keys:
                WriteNumber(keys.Values[row], output);
                break;
            case BooleanArray flags:
                output.Write(flags.GetValue(row) is true ? "true"u8 : "false"u8);
                break;
            default:
                throw new ArgumentException($"A {array.Data.DataType.Name} is no column of a contract.", nameof(array));
        }
    }

    private static void WriteNumber<T>(T number, IBufferWriter<byte> output)
        where T : IUtf8SpanFormattable
    {
        number.TryFormat(output.GetSpan(32), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
