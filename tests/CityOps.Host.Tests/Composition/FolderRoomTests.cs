using CityOps.Host.Commands;
using CityOps.Host.Composition;
using Microsoft.Data.Sqlite;

namespace CityOps.Host.Tests.Composition;

public sealed class FolderRoomTests : IDisposable
{
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("cityops-room-");

    [Fact]
    public void A_full_disk_is_said_with_the_folder_what_is_left_and_what_is_needed()
    {
        var error = FolderRoom.Full("/srv/cityops", freeMb: 3);

        Assert.Equal("the disk of the data folder '/srv/cityops' has 3 MiB left; 128 MiB are needed to start. Make room there, or name another folder with --data.", error.Message);
        Assert.Equal(1, error.ExitCode);
    }

    [Fact]
    public void What_a_store_says_of_a_full_disk_is_understood()
    {
        Assert.True(FolderRoom.IsOfRoom(new IOException("IO error: No space left on device: While appending")));
        Assert.True(FolderRoom.IsOfRoom(new SqliteException("database or disk is full", 13)));

        // This disk has room, so another one is meant.
        Assert.Null(FolderRoom.Explain(new IOException("No space left on device"), DataFolder.Open(_path)));
    }

    [Fact]
    public void What_a_store_says_of_rights_is_understood()
    {
        Assert.Contains(
            "cannot be written", Explained(new InvalidOperationException("the log", new IOException("IO error: While open a file: log/LOCK: Permission denied"))), StringComparison.Ordinal);
        Assert.Contains("cannot be written", Explained(new SqliteException("attempt to write a readonly database", 8)), StringComparison.Ordinal);
        Assert.False(FolderRoom.IsOfRights(new System.Net.Sockets.SocketException(13)));
        Assert.Null(FolderRoom.Explain(new IOException("Corruption: the page is torn"), DataFolder.Open(_path)));
    }

    [Fact]
    public void A_folder_with_room_that_can_be_written_is_fine()
    {
        _path.CreateSubdirectory("log");

        FolderRoom.Require(DataFolder.Open(_path));

        Assert.Empty(_path.CreateSubdirectory("log").EnumerateFiles());
    }

    public void Dispose() => _path.Delete(recursive: true);

    private string Explained(Exception error) => Assert.IsType<CommandException>(FolderRoom.Explain(error, DataFolder.Open(_path))).Message;
}
