using System.IO.Compression;
using System.Text;
using CityOps.Host.Commands;
using CityOps.Host.Evaluation.Homes;

namespace CityOps.Host.Tests.Evaluation.Homes;

public sealed class WaterRegistersTests : IDisposable
{
    private const string Header = "dwelling_id,read_at_local,register_litres\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-registers-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(Header + "a,2016-07-01 01:53:08,36412\n\n")]
    [InlineData(Header + "a,2016-07-01 01:53:08,36412\r\n  \r\n")]
    [InlineData("\uFEFF\"dwelling_id\",\"read_at_local\",\"register_litres\"\n\"a\",\"2016-07-01 01:53:08\",\"36412\"\n")]
    [InlineData("register_litres,note,read_at_local,dwelling_id\n36412,\"one, two\",2016-07-01T01:53:08,a\n")]
    [InlineData("dwelling_id,utility,read_at,register\na,gas,2016-06-30T23:53:08Z,1\na,water,2016-06-30T23:53:08Z,36.412\n")]
    public async Task Registers_are_read_by_the_names_of_columns_in_quotes_or_not_and_blank_lines_are_none(string file)
    {
        var register = Assert.Single(await ReadAsync(file));

        Assert.Equal(("a", 36_412), (register.Home, register.Litres));
        Assert.Equal(new DateTimeOffset(2016, 7, 1, 1, 53, 8, TimeSpan.FromHours(2)), register.At);
    }

    [Theory]
    [InlineData("a,2016-03-01 01:53:08,NaN\n", "readings.csv, line 2: register_litres is 'NaN'; a register in litres")]
    [InlineData("a,2016-03-01 01:53:08,1e400\n", "line 2: register_litres is '1e400'")]
    [InlineData("a,2016-03-01 01:53:08,1\n\na,2016-03-01 02:53:08,99999999999999\n", "line 4: register_litres is '99999999999999'")]
    [InlineData("a,2016-03-01 01:53:08,-1\n", "line 2: register_litres is '-1'")]
    [InlineData("a,2016-03-01 01:53:08\n", "readings.csv, line 2 has 2 values; the first line names 3 columns.")]
    [InlineData("a,2016-13-01 01:53:08,1\n", "line 2: read_at_local is '2016-13-01 01:53:08'; a time on the wall")]
    [InlineData("a,9999-12-31 01:53:08,1\n", "line 2: read_at_local is '9999-12-31 01:53:08'")]
    [InlineData("a,2016-03-01T01:53:08Z,1\n", "line 2: read_at_local is '2016-03-01T01:53:08Z'")]
    [InlineData(",2016-03-01 01:53:08,1\n", "line 2: dwelling_id is ''")]
    public async Task What_is_no_register_is_named_with_file_line_column_and_value(string rows, string message) =>
        Assert.Contains(message, await RefusedAsync(Header + rows), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_column_is_named_and_no_bytes_of_a_compressed_file_reach_the_terminal()
    {
        Assert.Contains("readings.csv has no column 'register_litres'; its first line names dwelling_id, read_at_local.", await RefusedAsync("dwelling_id,read_at_local\n"), StringComparison.Ordinal);
        Assert.Contains("readings.csv is empty", await RefusedAsync(""), StringComparison.Ordinal);
        var refused = await RefusedAsync("readings.csv", Gzipped(Header));
        Assert.Contains("readings.csv is no text", refused, StringComparison.Ordinal);
        Assert.DoesNotContain(refused, char.IsControl);
    }

    [Fact]
    public async Task A_gzipped_file_that_is_cut_short_is_named()
    {
        var whole = Gzipped(Header + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a,2016-03-01 01:53:08,{i * 7919 % 100_003}\n")));

        Assert.Contains("readings.csv.gz is damaged or cut short", await RefusedAsync("readings.csv.gz", whole[..(whole.Length / 2)]), StringComparison.Ordinal);
    }

    private static byte[] Gzipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private Task<string> RefusedAsync(string content) => RefusedAsync("readings.csv", Encoding.UTF8.GetBytes(content));

    private async Task<string> RefusedAsync(string name, byte[] content) => (await Assert.ThrowsAsync<CommandException>(() => ReadAsync(name, content))).Message;

    private Task<List<WaterRegister>> ReadAsync(string content) => ReadAsync("readings.csv", Encoding.UTF8.GetBytes(content));

    private async Task<List<WaterRegister>> ReadAsync(string name, byte[] content)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, name));
        await File.WriteAllBytesAsync(file.FullName, content);
        var registers = new List<WaterRegister>();
        await foreach (var register in WaterRegisters.ReadAsync(file, TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"), TestContext.Current.CancellationToken))
        {
            registers.Add(register);
        }

        return registers;
    }
}
