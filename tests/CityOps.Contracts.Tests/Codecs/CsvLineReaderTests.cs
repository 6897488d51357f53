using System.Text;
using CityOps.Contracts.Codecs.Csv;

namespace CityOps.Contracts.Tests.Codecs;

public sealed class CsvLineReaderTests
{
    [Fact]
    public async Task Records_are_numbered_by_the_line_they_begin_at()
    {
        using var lines = new CsvLineReader(new MemoryStream("\uFEFFname\n\na\r\n\"b\nb\"\n\n\nc"u8.ToArray()));
        var numbered = new List<(long, string)>();
        while (await lines.ReadAsync(CancellationToken.None))
        {
            numbered.Add((lines.LineNumber, Encoding.UTF8.GetString(lines.Line)));
        }

        Assert.Equal([(1, "name"), (3, "a"), (4, "\"b\nb\""), (8, "c")], numbered);
    }
}
