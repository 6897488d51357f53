using CityOps.EventLog.Embedded;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>The limit itself, with a made-up reading of the disk; <see cref="DiskFullTests"/> fills a real one where it may.</summary>
public sealed class DiskRoomTests
{
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public void Refuses_below_the_limit_says_what_to_do_and_takes_again_when_there_is_room()
    {
        var free = 256 * Mebibyte;
        var room = new DiskRoom("/data/log", 256, () => free);
        room.Check();

        free--;
        var full = Assert.Throws<LogFullException>(room.Check);
        Assert.Contains("255 MiB left", full.Message, StringComparison.Ordinal);
        Assert.Contains("CityOps:EventLog:MinFreeDiskMb (256)", full.Message, StringComparison.Ordinal);

        free++;
        room.Check();
    }

    [Fact]
    public void A_limit_of_0_asks_nobody() => new DiskRoom("/data/log", 0, () => throw new IOException("asked")).Check();

    [Fact]
    public void What_a_full_disk_does_to_the_store_is_that_error_and_nothing_else_is()
    {
        var room = new DiskRoom("/data/log", 256, () => 0);
        Assert.IsType<LogFullException>(room.Explain(new IOException("full", 28)));
        Assert.IsType<LogFullException>(room.Explain(new InvalidOperationException("IO error: No space left on device: While appending to file")));
        Assert.IsNotType<LogFullException>(room.Explain(new IOException("Permission denied", 13)));
    }
}
