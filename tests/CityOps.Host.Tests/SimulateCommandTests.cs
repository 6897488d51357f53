using CityOps.Host.Commands;

namespace CityOps.Host.Tests;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-simulate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--group-rental-share 1.5")]
    [InlineData("--group-rental-share NaN")]
    [InlineData("--district hard --without foo")]
    [InlineData("--without mixed_cycles")]
    [InlineData("--from 9999-12-31")]
    [InlineData("--from 0001-01-01")]
    [InlineData("--days 2147483647")]
    [InlineData("--like HOMES --subjects 5")]
    [InlineData("--like HOMES --group-rental-share 0.1")]
    [InlineData("--like BROKEN")]
    [InlineData("--like none.csv")]
    public async Task What_means_nothing_is_refused_before_a_folder_is_made(string options)
    {
        var (homes, broken, output) = (At("homes.csv"), At("broken.csv"), At("district"));
        await File.WriteAllTextAsync(homes, "dwelling_id,members\na,2\n");
        await File.WriteAllTextAsync(broken, "dwelling_id,members\na,many\n");
        var words = options.Replace("HOMES", homes, StringComparison.Ordinal).Replace("BROKEN", broken, StringComparison.Ordinal).Split(' ');

        Assert.Equal(2, await CommandTree.RunAsync(["simulate", "households", "--out", output, .. words]));
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_refused_and_kept()
    {
        await File.WriteAllTextAsync(At("district"), "mine");

        Assert.Equal(2, await CommandTree.RunAsync(["simulate", "households", "--subjects", "2", "--days", "1", "--out", At("district")]));
        Assert.Equal("mine", await File.ReadAllTextAsync(At("district")));
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
