using Apache.Arrow;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Batches;

/// <summary>Takes rows value by value and parts the good from the bad. A row's first fault is the one that is told.</summary>
internal sealed class RowCollector(ContractSchema schema, DecodeLimits limits)
{
    // A bad row's bytes go into a dead letter; more than this tells nobody more.
    private const int MaxRawBytes = 64 * 1024;

    private readonly ColumnBuilder[] _builders = ColumnBuilder.For(schema);
    private List<RejectedRow> _rejected = [];
    private int _good;
    private long _row;
    private long _bytes;
    private Refusal? _refusal;
    private string _field = "";
    private string _value = "";

    public ContractSchema Schema => schema;

    /// <summary>What rejected rows need beside them to be read again: the header line of a CSV body.</summary>
    public ReadOnlyMemory<byte> Header { get; set; }

    public DecodeLimits Limits => limits;

    public bool IsEmpty => _good == 0 && _rejected.Count == 0;

    public bool IsFull => _good + _rejected.Count >= limits.RowsPerBatch || _bytes >= limits.BytesPerBatch;

    /// <summary>The builder of a column, for values that are not text. Follow each <c>TryAppend</c> with <see cref="Note"/>.</summary>
    public ColumnBuilder Builder(int column)
    {
        var builder = _builders[column];
        builder.Truncate(_good); // a field that comes twice: the last one counts
        return builder;
    }

    public void BeginRow()
    {
        _row++;
        _refusal = null;
    }

    /// <summary>Rows that went another way, so that later ones keep their numbers.</summary>
    public void SkipRows(int count) => _row += count;

    public bool HasFailed => _refusal is not null;

    /// <summary>Sets a column from a text; an empty one is a missing value.</summary>
    public void Set(int column, ReadOnlySpan<byte> utf8)
    {
        if (_refusal is null)
        {
            var builder = Builder(column);
            Note(column, utf8.IsEmpty ? builder.TryAppendMissing() : builder.TryAppend(utf8), utf8);
        }
    }

    /// <summary>Keeps what an append said, unless the row has failed before.</summary>
    public void Note(int column, Refusal? refusal, ReadOnlySpan<byte> value)
    {
        if (refusal is not null && _refusal is null)
        {
            (_field, _value, _refusal) = (schema.Columns[column].Name, Reasons.Shown(value), refusal);
        }
    }

    /// <summary>The row as a whole cannot be read.</summary>
    public void Fail(Refusal refusal) => (_field, _value, _refusal) = ("", "", refusal);

    /// <summary>Ends the row: columns that were not set are missing.</summary>
    /// <param name="raw">The row as it came.</param>
    public void EndRow(ReadOnlySpan<byte> raw)
    {
        _bytes += raw.Length;
        for (var column = 0; column < _builders.Length && _refusal is null; column++)
        {
            if (_builders[column].Length == _good)
            {
                Note(column, _builders[column].TryAppendMissing(), []);
            }
        }

        if (_refusal is null)
        {
            _good++;
            return;
        }

        foreach (var builder in _builders)
        {
            builder.Truncate(_good);
        }

        _rejected.Add(new RejectedRow(_row, _field, _value, _refusal, raw[..Math.Min(raw.Length, MaxRawBytes)].ToArray())
        {
            Header = Header,
            IsCut = raw.Length > MaxRawBytes,
        });
    }

    /// <summary>What was collected since the last time.</summary>
    public DecodedRows Take()
    {
        var rows = new RecordBatch(schema.Arrow, _builders.Select(builder => builder.Build()), _good);
        var decoded = new DecodedRows(rows, _rejected);
        (_rejected, _good, _bytes) = ([], 0, 0);
        return decoded;
    }
}
