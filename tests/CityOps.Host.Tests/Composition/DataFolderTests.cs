using CityOps.Host.Commands;
using CityOps.Host.Composition;

namespace CityOps.Host.Tests.Composition;

/// <summary>A command that is refused before it begins leaves nothing on the disk.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("cityops-folder-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void A_named_folder_is_made_when_it_is_locked_for_its_user_alone()
    {
        var wanted = new DirectoryInfo(Path.Combine(_parent.FullName, "data"));

        var folder = DataFolder.Named(wanted);
        Assert.False(Directory.Exists(wanted.FullName));

        using var held = folder.Lock();
        Assert.True(Directory.Exists(wanted.FullName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(wanted.FullName));
        }
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_refused_with_its_name()
    {
        var file = Path.Combine(_parent.FullName, "data");
        File.WriteAllText(file, "");

        var refused = Assert.Throws<CommandException>(() => DataFolder.Named(new DirectoryInfo(file)).Lock());
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }
}
