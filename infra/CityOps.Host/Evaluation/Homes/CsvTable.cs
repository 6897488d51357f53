using System.Globalization;
using System.Text;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Codecs.Csv;
using CityOps.Host.Commands;
using CityOps.Host.Replay;

namespace CityOps.Host.Evaluation.Homes;

/// <summary>A CSV file (also <c>.gz</c>, <c>.zst</c>) read by the names of its columns; blank lines are no rows. What is wrong is told with the file, the line, the column and the value.</summary>
internal sealed class CsvTable : IAsyncDisposable
{
    private const int LongestShown = 40;
    private const int MostNamesShown = 12;

    private readonly FileInfo _file;
    private readonly SourceFile _source;
    private readonly CsvLineReader _lines;
    private List<string> _header = [];
    private List<string> _values = [];

    private CsvTable(FileInfo file)
    {
        _file = file;
        _source = SourceFile.Open(file, WireFormat.Csv);
        _lines = new CsvLineReader(_source.Rows);
    }

    /// <exception cref="CommandException">The file is not there, or has no header line.</exception>
    public static async Task<CsvTable> OpenAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var table = new CsvTable(file);
        try
        {
            await table.ReadHeaderAsync(cancellationToken);
            return table;
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }

    public bool Has(string name) => _header.Contains(name, StringComparer.Ordinal);

    /// <exception cref="CommandException">The header does not name it.</exception>
    public int Column(string name) => _header.IndexOf(name) is var found and >= 0
        ? found
        : throw new CommandException($"{_file.Name} has no column '{name}'; its first line names {string.Join(", ", _header.Take(MostNamesShown).Select(Shown))}{(_header.Count > MostNamesShown ? " …" : "")}.");

    /// <returns>False at the end of the file.</returns>
    /// <exception cref="CommandException">The row has another number of values than the header, or the file is damaged.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (await ReadRecordAsync(cancellationToken))
        {
            if (_values.TrueForAll(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            return _values.Count == _header.Count
                ? true
                : throw new CommandException($"{Place} has {_values.Count} values; the first line names {_header.Count} columns.");
        }

        return false;
    }

    public string Text(int column) => _values[column];

    /// <returns>A number within bounds; never NaN.</returns>
    /// <param name="needed">What is needed, for the message.</param>
    public double Number(int column, double least, double most, string needed) =>
        double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(column, needed);

    public CommandException Wrong(int column, string needed) => new($"{Place}: {_header[column]} is '{Shown(Text(column))}'; {needed} is needed.");

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        await _source.DisposeAsync();
    }

    private string Place => string.Create(CultureInfo.InvariantCulture, $"{_file.Name}, line {_lines.LineNumber}");

    private async Task ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await ReadRecordAsync(cancellationToken))
        {
            throw new CommandException($"{_file.Name} is empty; its first line names the columns.");
        }

        _header = _values.ConvertAll(name => name.Trim());
        if (_header.Exists(name => name.Any(c => char.IsControl(c) || c is '\uFFFD')))
        {
            throw new CommandException($"{_file.Name} is no text: its first line has to name the columns of a CSV file. A gzipped file has to be named .gz, one of zstd .zst.");
        }
    }

    private async ValueTask<bool> ReadRecordAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await _lines.ReadAsync(cancellationToken))
            {
                return false;
            }
        }
        catch (BrokenFileException broken)
        {
            throw new CommandException($"{_file.Name} {broken.Message}.");
        }

        if (_lines.Fault is { } fault)
        {
            throw new CommandException($"{Place} {fault}.");
        }

        _values = ValuesOf(_lines.Line);
        return true;
    }

    private List<string> ValuesOf(ReadOnlySpan<byte> line)
    {
        var values = new List<string>(_header.Count);
        var fields = new CsvFields(line, new byte[line.Length]);
        while (fields.MoveNext())
        {
            values.Add(Encoding.UTF8.GetString(fields.Current));
        }

        return !fields.IsMalformed ? values : throw new CommandException($"{Place}: text follows a closing quotation mark; double the quotation marks inside of a value.");
    }

    // Somebody's bytes must not steer the terminal.
    private static string Shown(string text) => string.Concat(text.Take(LongestShown).Select(c => char.IsControl(c) ? '?' : c)) + (text.Length > LongestShown ? "…" : "");
}
