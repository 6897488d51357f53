using CityOps.Host.Commands;

namespace CityOps.Host.Tests;

public sealed class OutputFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-output-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_in_a_folder_that_is_not_there_and_a_folder_are_refused()
    {
        Assert.Contains("--report: there is no folder", Refused(Path.Combine("none", "page.html")), StringComparison.Ordinal);
        Assert.Contains("is a folder; name a file in it", Refused(""), StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_leaves_no_new_file_and_an_old_one_as_it_is()
    {
        var (fresh, old) = (new FileInfo(Path.Combine(_folder.FullName, "new.html")), new FileInfo(Path.Combine(_folder.FullName, "old.html")));
        File.WriteAllText(old.FullName, "before");

        OutputFile.Require(fresh, "--report");
        OutputFile.Require(old, "--report");

        Assert.False(File.Exists(fresh.FullName));
        Assert.Equal("before", File.ReadAllText(old.FullName));
    }

    [Fact]
    public async Task An_evaluation_finds_out_before_it_computes()
    {
        // Ten million dwellings: nobody would wait for their figures.
        Assert.Equal(2, await CommandTree.RunAsync(["evaluate", "simulator", "--dwellings", "10000000", "--report", Path.Combine(_folder.FullName, "none", "page.html")]));
    }

    private string Refused(string name) =>
        Assert.Throws<CommandException>(() => OutputFile.Require(new FileInfo(Path.Combine(_folder.FullName, name)), "--report")).Message;
}
