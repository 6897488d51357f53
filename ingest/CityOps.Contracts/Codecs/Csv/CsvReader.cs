using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs.Csv;

/// <summary>
/// RFC 4180: a header line that names the columns, in any order; values in quotes may hold commas, doubled quotes and line ends; lines end in LF or CRLF;
/// a byte order mark is skipped. Empty lines are no rows, but they count.
/// </summary>
internal sealed class CsvReader(ContractSchema schema, DecodeLimits limits) : RowReader
{
    private readonly CsvRecords _records = new(limits.MaxRowBytes);
    private byte[] _scratch = new byte[1024];
    private int[]? _columns;

    public override void Consume(BodyBuffer input, RowCollector rows)
    {
        while (!rows.IsFull && _records.TryTake(input, out var line, out var fault))
        {
            if (_columns is null)
            {
                _columns = fault is null ? CsvHeader.Read(line.Span, schema) : throw new UndecodableBodyException($"The header {fault.Reason}.");
                rows.Header = line.ToArray();
                continue;
            }

            rows.SkipRows(_records.EmptyLines);
            rows.BeginRow();
            if (fault is null)
            {
                ReadRow(line.Span, rows);
            }
            else
            {
                rows.Fail(fault);
            }

            rows.EndRow(line.Span);
        }

        if (_columns is null && input.Ended)
        {
            throw new UndecodableBodyException(
                $"The body is empty. The first line of a CSV body names its columns; those of {schema.Name} are: {string.Join(",", schema.Columns.Select(column => column.Name))}.");
        }
    }

    private void ReadRow(ReadOnlySpan<byte> line, RowCollector rows)
    {
        if (_scratch.Length < line.Length)
        {
            _scratch = new byte[line.Length * 2];
        }

        var count = 0;
        var fields = new CsvFields(line, _scratch);
        while (fields.MoveNext())
        {
            if (count < _columns!.Length && _columns[count] >= 0 && !fields.IsMalformed)
            {
                rows.Set(_columns[count], fields.Current);
            }

            count++;
        }

        if (fields.IsMalformed)
        {
            rows.Fail(Reasons.TextAfterQuote);
        }
        else if (count != _columns!.Length)
        {
            rows.Fail(Reasons.ValueCount(count, _columns.Length));
        }
    }
}
