using System.Diagnostics;

namespace CityOps.Pipelines.Tests;

/// <summary>A disk of its own in memory, of some hundred MiB, and a file that fills it. Skips its test where nobody may mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const long Mebibyte = 1024 * 1024;

    private readonly string _ballast;

    private SmallDisk(string path)
    {
        Path = path;
        _ballast = System.IO.Path.Combine(path, "ballast");
    }

    public string Path { get; }

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounting a small disk needs root on Linux.");
        var path = Directory.CreateTempSubdirectory("cityops-small-disk-").FullName;
        if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) != 0)
        {
            Directory.Delete(path);
            Assert.Skip("This machine lets nobody mount a tmpfs.");
        }

        return new SmallDisk(path);
    }

    /// <summary>Takes all room but some bytes; called again, what is left by then.</summary>
    public void Fill(long leaveBytes)
    {
        using var ballast = new FileStream(_ballast, FileMode.Append);
        var piece = new byte[Mebibyte];
        while (FreeBytes - leaveBytes is var left and > 0)
        {
            ballast.Write(piece, 0, (int)Math.Min(piece.Length, left));
            ballast.Flush();
        }
    }

    public void MakeRoom() => File.Delete(_ballast);

    public async ValueTask DisposeAsync()
    {
        // Whoever has files open there has stopped by now; a process that ends lets go of them a moment later.
        await RunAsync("umount", "--lazy", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static async Task<int> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }
}
