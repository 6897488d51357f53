using System.Diagnostics;
using CityOps.EventLog.Embedded;
using CityOps.EventLog.Tests.Contract;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>The log on a disk of its own that fills up: a small tmpfs, which only root may mount.</summary>
public sealed class DiskFullTests : IAsyncLifetime
{
    private const int SizeMb = 600;
    private const int MinFreeMb = 160;
    private const string Topic = "cityops.full.v1";

    private readonly string _disk = Directory.CreateTempSubdirectory("cityops-full-").FullName;
    private bool _isMounted;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounting a small disk needs root on Linux.");
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", $"size={SizeMb}m", "tmpfs", _disk) == 0, "This machine lets nobody mount a tmpfs.");
        _isMounted = true;
    }

    [Fact]
    public async Task A_full_disk_refuses_appends_says_so_keeps_what_was_acknowledged_and_goes_on_when_there_is_room()
    {
        using var folder = TestFolder.At(_disk);
        var options = new EventLogOptions { MinFreeDiskMb = MinFreeMb };
        var acknowledged = 0L;
        string logId;
        await using (var log = folder.Open(options))
        {
            logId = (await log.EnsureTopicAsync(Topic, 1, Cancel)).LogId;
            var ballast = Path.Combine(_disk, "ballast");
            await FillAsync(ballast, leaveMb: MinFreeMb + 8);
            LogFullException? refused = null;
            while (refused is null)
            {
                refused = await AppendAsync(log);
                acknowledged += refused is null ? 1 : 0;
            }

            Assert.Contains("MinFreeDiskMb", refused.Message, StringComparison.Ordinal);
            Assert.NotNull(await AppendAsync(log));
            File.Delete(ballast);
            Assert.Null(await AppendAsync(log));
            acknowledged++;
        }

        await using var again = folder.Open(options);
        Assert.Equal(logId, (await again.DescribeAsync(Topic, Cancel))!.LogId);
        Assert.Equal(acknowledged, (await again.OffsetsAsync(new TopicPartition(Topic, 0), Cancel)).End);
        Assert.Equal(acknowledged, await ReadAsync(again, acknowledged));
    }

    [Fact]
    public async Task A_disk_that_others_fill_to_its_end_loses_nothing_that_was_acknowledged()
    {
        using var folder = TestFolder.At(_disk);
        var options = new EventLogOptions { MinFreeDiskMb = 0 };
        var acknowledged = 0L;
        await using (var log = folder.Open(options))
        {
            await log.EnsureTopicAsync(Topic, 1, Cancel);
            await FillAsync(Path.Combine(_disk, "ballast"), leaveMb: 1);
            LogFullException? refused = null;
            while (refused is null)
            {
                refused = await AppendAsync(log);
                acknowledged += refused is null ? 1 : 0;
            }

            Assert.Contains("full", refused.Message, StringComparison.Ordinal);
        }

        File.Delete(Path.Combine(_disk, "ballast"));
        await using var again = folder.Open(options);
        Assert.Equal(acknowledged, await ReadAsync(again, acknowledged));
        Assert.Null(await AppendAsync(again));
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            await RunAsync("umount", _disk);
        }

        Directory.Delete(_disk, recursive: true);
    }

    // The store takes room for its own files before it writes them, so what is left is looked up.
    private Task FillAsync(string file, int leaveMb) =>
        File.WriteAllBytesAsync(file, new byte[new DriveInfo(_disk).AvailableFreeSpace - (leaveMb * 1024L * 1024)], Cancel);

    private static async Task<LogFullException?> AppendAsync(EmbeddedEventLog log)
    {
        try
        {
            await log.AppendAsync(Topic, [Some.Bytes(60_000)], Cancel);
            return null;
        }
        catch (LogFullException full)
        {
            return full;
        }
    }

    private static async Task<long> ReadAsync(EmbeddedEventLog log, long expected)
    {
        var read = 0L;
        await using var consumer = log.ReadAll([Topic], new RecordingListener(), ConsumerLimits.Default);
        while (read < expected && await consumer.ReadAsync(TimeSpan.FromSeconds(60), Cancel) is { } batch)
        {
            read += batch.Records.Count;
        }

        return read;
    }

    private static async Task<int> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }
}
