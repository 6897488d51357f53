using System.Buffers;
using System.Text;
using CityOps.Contracts.Codecs.Csv;
using CityOps.Contracts.Schema;

namespace CityOps.Ingest.Files;

/// <summary>Writes each line of a source as a line of a contract.</summary>
internal sealed class RowMapper
{
    private readonly IReadOnlyList<MappedColumn> _columns;
    private readonly int _sourceCount;
    private readonly List<(int Start, int Length)> _fields = [];
    private byte[] _values = new byte[1024];
    private byte[] _scratch = new byte[1024];

    private RowMapper(IReadOnlyList<MappedColumn> columns, int sourceCount) => (_columns, _sourceCount) = (columns, sourceCount);

    public static RowMapper Create(IReadOnlyList<string> names, ColumnMapping mapping, ContractSchema schema)
    {
        var columns = new List<MappedColumn>();
        foreach (var column in schema.Columns)
        {
            if (mapping.Constants.TryGetValue(column.Name, out var constant))
            {
                columns.Add(new MappedColumn(column.Name, -1, Encoding.UTF8.GetBytes(constant), ConverterOf(column, mapping)));
            }
            else if (SourceOf(column.Name, names, mapping) is var source and >= 0)
            {
                columns.Add(new MappedColumn(column.Name, source, null, ConverterOf(column, mapping)));
            }
        }

        return new RowMapper(columns, names.Count);
    }

    public void WriteHeader(IBufferWriter<byte> output) =>
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', _columns.Select(column => column.Name)) + "\n"));

    public void WriteRow(ReadOnlySpan<byte> line, bool isReadable, IBufferWriter<byte> output)
    {
        if (!isReadable || !TrySplit(line))
        {
            // Never as many values as the header names, so that the gateway rejects it.
            CsvText.Write(line, output);
            output.Write(_columns.Count == 1 ? ",\n"u8 : "\n"u8);
            return;
        }

        for (var index = 0; index < _columns.Count; index++)
        {
            if (index > 0)
            {
                output.Write(","u8);
            }

            var column = _columns[index];
            var text = column.Constant ?? _values.AsMemory(_fields[column.Source].Start, _fields[column.Source].Length);
            var converted = text.IsEmpty ? null : column.Convert?.Invoke(text);
            CsvText.Write(converted is null ? text.Span : Encoding.UTF8.GetBytes(converted), output);
        }

        output.Write("\n"u8);
    }

    private bool TrySplit(ReadOnlySpan<byte> line)
    {
        _fields.Clear();
        if (_values.Length < line.Length)
        {
            (_values, _scratch) = (new byte[line.Length * 2], new byte[line.Length * 2]);
        }

        var end = 0;
        var fields = new CsvFields(line, _scratch);
        while (fields.MoveNext())
        {
            fields.Current.CopyTo(_values.AsSpan(end));
            _fields.Add((end, fields.Current.Length));
            end += fields.Current.Length;
        }

        return !fields.IsMalformed && _fields.Count == _sourceCount;
    }

    private static int SourceOf(string column, IReadOnlyList<string> names, ColumnMapping mapping)
    {
        var isMapped = mapping.Sources.TryGetValue(column, out var source);
        var index = names.ToList().IndexOf(source ?? column);
        return index >= 0 || !isMapped
            ? index
            : throw new ColumnMappingException($"--map {column}={source}: the file has no column '{source}'. It has: {string.Join(", ", names)}.");
    }

    private static Func<ReadOnlyMemory<byte>, string?>? ConverterOf(Column column, ColumnMapping mapping)
    {
        if (mapping.Units.TryGetValue(column.Name, out var unit))
        {
            return unit.Convert;
        }

        return column.Type is ColumnType.Instant && mapping.Zone is { } zone ? new WallClock(zone).Convert : null;
    }

    private sealed record MappedColumn(string Name, int Source, ReadOnlyMemory<byte>? Constant, Func<ReadOnlyMemory<byte>, string?>? Convert);
}
