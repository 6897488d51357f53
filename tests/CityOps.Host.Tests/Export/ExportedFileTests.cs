using CityOps.Host.Commands;
using CityOps.Host.Export;
using CityOps.Host.Training;
using CityOps.Warehouse;

namespace CityOps.Host.Tests.Export;

public sealed class ExportedFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-export-");

    private FileInfo Output => new(Path.Combine(_folder.FullName, "features.parquet"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public async Task Rows_are_counted_as_the_engine_wrote_them_and_a_file_of_none_is_not_kept(string format)
    {
        await using var scratch = await ScratchWarehouse.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(70_001, await WriteAsync(format, 70_001));
        var before = Output.Length;

        var refused = await Assert.ThrowsAsync<CommandException>(() => WriteAsync(format, 0));

        Assert.Equal(("nothing is there", 1), (refused.Message, refused.ExitCode));
        Assert.Equal(before, Output.Length);
        Assert.Single(_folder.EnumerateFiles());

        Task<long> WriteAsync(string format, int rows) => ExportedFile.WriteAsync(
            Output,
            format,
            file => scratch.Warehouse.CopyAsync(
                $"SELECT number AS n, toString(number) AS text, number % 2 = 0 AS even, if(number % 3 = 0, NULL, number / 7) AS seventh FROM numbers({rows})",
                WarehouseParameters.None,
                format is "arrow" ? WarehouseFormat.ArrowStream : WarehouseFormat.Parquet,
                file,
                TestContext.Current.CancellationToken),
            "nothing is there",
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_download_that_fails_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<CommandException>(() => ExportedFile.WriteAsync(Output, "parquet", _ => throw new CommandException("there is no such scenario."), "", default));
        await Assert.ThrowsAsync<CommandException>(() => ExportedFile.WriteAsync(Output, "parquet", file => file.WriteAsync("PAR1 and no more"u8.ToArray()).AsTask(), "", default));

        Assert.Empty(_folder.EnumerateFiles());
    }
}
