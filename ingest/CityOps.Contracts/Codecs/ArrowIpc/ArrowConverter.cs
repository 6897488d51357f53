using System.Buffers;
using System.Text;
using System.Text.Json;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>Turns the batches of one Arrow stream into batches of a contract. Columns that fit as they are are not copied.</summary>
internal sealed class ArrowConverter
{
    private readonly ContractSchema _schema;
    private readonly int[] _sources;
    private readonly RowCollector _rows;

    /// <exception cref="UndecodableBodyException">The stream lacks a column that every row needs.</exception>
    public ArrowConverter(ContractSchema schema, Apache.Arrow.Schema source, DecodeLimits limits)
    {
        var names = source.FieldsList.Select(field => field.Name).ToList();
        RequiredColumns.Check(schema, names, "The Arrow schema");
        _schema = schema;
        _sources = [.. schema.Columns.Select(column => names.IndexOf(column.Name))];
        _rows = new RowCollector(schema, limits with { RowsPerBatch = int.MaxValue, BytesPerBatch = int.MaxValue });
    }

    public DecodedRows Convert(RecordBatch source)
    {
        var arrays = _sources.Select(index => index < 0 ? null : source.Column(index)).ToArray();
        for (var column = 0; column < arrays.Length; column++)
        {
            if (arrays[column] is { } array && !ArrowCell.IsSupported(array))
            {
                throw new UndecodableBodyException($"The Arrow type {array.Data.DataType.Name} cannot stand for the column {_schema.Columns[column].Name}.");
            }
        }

        return TryWhole(arrays, source.Length) ?? RowByRow(arrays, source.Length);
    }

    private DecodedRows? TryWhole(IArrowArray?[] arrays, int length)
    {
        var columns = new IArrowArray[arrays.Length];
        for (var column = 0; column < arrays.Length; column++)
        {
            var fitting = arrays[column] is { } array && array.Length == length && ArrowFit.IsFit(array, _schema.Columns[column])
                ? array
                : TryCopy(arrays[column], _schema.Columns[column], length);
            if (fitting is null)
            {
                return null;
            }

            columns[column] = fitting;
        }

        _rows.SkipRows(length);
        return new DecodedRows(new RecordBatch(_schema.Arrow, columns, length), []);
    }

    private static IArrowArray? TryCopy(IArrowArray? array, Column column, int length)
    {
        var builder = ColumnBuilder.For(column);
        for (var row = 0; row < length; row++)
        {
            if ((array is null ? builder.TryAppendMissing() : ArrowCell.TryAppend(array, row, builder)) is not null)
            {
                return null;
            }
        }

        return builder.Build();
    }

    private DecodedRows RowByRow(IArrowArray?[] arrays, int length)
    {
        for (var row = 0; row < length; row++)
        {
            _rows.BeginRow();
            for (var column = 0; column < arrays.Length && !_rows.HasFailed; column++)
            {
                if (arrays[column] is { } array && ArrowCell.TryAppend(array, row, _rows.Builder(column)) is { } wrong)
                {
                    _rows.Note(column, wrong, Encoding.UTF8.GetBytes(ArrowText.Of(array, row) ?? ""));
                }
            }

            _rows.EndRow(_rows.HasFailed ? Render(arrays, row) : []);
        }

        return _rows.Take();
    }

    private ReadOnlySpan<byte> Render(IArrowArray?[] arrays, int row)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        for (var column = 0; column < arrays.Length; column++)
        {
            if (arrays[column] is { } array && ArrowText.Of(array, row) is { } text)
            {
                writer.WriteString(_schema.Columns[column].Name, text);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenSpan;
    }
}
