namespace CityOps.Contracts.Codecs.Csv;

/// <summary>Reads the records of a CSV file as they are, whatever its columns mean, in constant memory. Take a record's values with <see cref="CsvFields"/>.</summary>
public sealed class CsvLineReader(Stream source, int maxRowBytes = 4 * 1024 * 1024) : IDisposable
{
    private readonly BodyBuffer _input = new(source);
    private readonly CsvRecords _records = new(maxRowBytes);
    private ReadOnlyMemory<byte> _line;
    private long _nextLine = 1;

    /// <summary>The record at hand, without its line end, valid until the next is read. The first one is the header.</summary>
    public ReadOnlySpan<byte> Line => _line.Span;

    /// <summary>The line at which the record at hand begins, from 1, as an editor numbers lines.</summary>
    public long LineNumber { get; private set; }

    /// <summary>What is wrong with the record as a whole, or null; then <see cref="Line"/> is what there is of it.</summary>
    public string? Fault { get; private set; }

    /// <returns>False at the end of the file.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryTake())
        {
            if (_input.Ended)
            {
                return false;
            }

            await _input.FillAsync(cancellationToken);
        }

        return true;
    }

    /// <summary>Takes a record that is in memory already, without waiting.</summary>
    public bool TryTake()
    {
        if (!_records.TryTake(_input, out _line, out var fault))
        {
            return false;
        }

        Fault = fault?.Reason;
        LineNumber = _nextLine + _records.EmptyLines;
        _nextLine = LineNumber + 1 + _line.Span.Count((byte)'\n');
        return true;
    }

    public void Dispose() => _input.Dispose();
}
