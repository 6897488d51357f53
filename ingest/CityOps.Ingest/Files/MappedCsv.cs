using System.Buffers;
using System.Text;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Codecs.Csv;
using CityOps.Contracts.Schema;

namespace CityOps.Ingest.Files;

/// <summary>
/// Somebody's CSV file as a CSV file of a contract, made while it is read, in constant memory. Every row of the source is one row here, so numbers of
/// rejected rows are those of the source: a value that cannot be converted goes as it is, and a line that cannot be read goes as a line of one value; the
/// gateway rejects both.
/// </summary>
public sealed class MappedCsv : PullStream
{
    private const int EnoughBytes = 64 * 1024;

    private readonly CsvLineReader _source;
    private readonly RowMapper _mapper;
    private readonly ArrayBufferWriter<byte> _ready = new(2 * EnoughBytes);
    private int _taken;
    private bool _ended;

    private MappedCsv(CsvLineReader source, RowMapper mapper)
    {
        (_source, _mapper) = (source, mapper);
        _mapper.WriteHeader(_ready);
    }

    /// <summary>Reads the header of the source; rows are read as the result is. Dispose the result before the source.</summary>
    /// <exception cref="ColumnMappingException">The source lacks a column that the mapping names.</exception>
    /// <exception cref="UndecodableBodyException">The source has no readable header.</exception>
    public static async ValueTask<Stream> OpenAsync(Stream source, ColumnMapping mapping, ContractSchema schema, CancellationToken cancellationToken)
    {
        var lines = new CsvLineReader(source);
        try
        {
            if (!await lines.ReadAsync(cancellationToken) || lines.Fault is not null)
            {
                throw new UndecodableBodyException("The file has no header line that names its columns.");
            }

            return new MappedCsv(lines, RowMapper.Create(NamesOf(lines.Line), mapping, schema));
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_taken == _ready.WrittenCount && !_ended)
        {
            await MakeReadyAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _ready.WrittenCount - _taken);
        _ready.WrittenMemory.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _source.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask MakeReadyAsync(CancellationToken cancellationToken)
    {
        _ready.ResetWrittenCount();
        _taken = 0;
        while (_ready.WrittenCount < EnoughBytes)
        {
            if (!await _source.ReadAsync(cancellationToken))
            {
                _ended = true;
                return;
            }

            _mapper.WriteRow(_source.Line, _source.Fault is null, _ready);
        }
    }

    private static List<string> NamesOf(ReadOnlySpan<byte> header)
    {
        var names = new List<string>();
        var fields = new CsvFields(header, new byte[header.Length]);
        while (fields.MoveNext())
        {
            names.Add(Encoding.UTF8.GetString(fields.Current).Trim());
        }

        return names;
    }
}
