using System.Globalization;
using CityOps.Host.Commands;
using Microsoft.Data.Sqlite;
using RocksDbSharp;

namespace CityOps.Host.Composition;

/// <summary>
/// Whether a data folder can be written and its disk has room to open it. It leaves to the log what is needed to take data (<c>CityOps:EventLog:MinFreeDiskMb</c>):
/// an installation on a nearly full disk starts, so that people can look and make room.
/// </summary>
internal static class FolderRoom
{
    /// <summary>What the stores may write until they are open: write-ahead logs, journals, the engine's own tables. A new installation took 77 MiB.</summary>
    public const long NeededMb = 128;

    private const long Mebibyte = 1024 * 1024;
    private const int DatabaseFull = 13;
    private const int DatabaseReadOnly = 8;
    private const int DatabaseCannotOpen = 14;

    // Where stores make files; one of them may be another user's, from a start as root.
    private static readonly string[] Parts = ["log", "warehouse", "logs", "secrets", "models"];

    /// <exception cref="CommandException">A folder cannot be written, or its disk has too little room.</exception>
    public static void Require(DataFolder folder)
    {
        var free = FreeMb(folder.Path);
        if (free < NeededMb)
        {
            throw Full(folder.Path, free);
        }

        foreach (var part in Parts.Select(part => Path.Combine(folder.Path, part)).Where(Directory.Exists))
        {
            TryWrite(part);
        }
    }

    /// <summary>What an error of a store says of the folder where it is of a full disk or of rights; null where it is of something else.</summary>
    public static CommandException? Explain(Exception error, DataFolder folder)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (IsOfRights(cause))
            {
                return NotWritable(folder.Path, cause.Message);
            }

            // A server of the cluster may say the same of its own disk.
            if (IsOfRoom(cause) && FreeMb(folder.Path) is var free and < NeededMb)
            {
                return Full(folder.Path, free);
            }
        }

        return null;
    }

    internal static bool IsOfRoom(Exception cause) =>
        cause is SqliteException { SqliteErrorCode: DatabaseFull } || cause.Message.Contains("No space left on device", StringComparison.OrdinalIgnoreCase);

    // Files only: servers and sockets deny permission in the same words.
    internal static bool IsOfRights(Exception cause) =>
        cause is UnauthorizedAccessException or SqliteException { SqliteErrorCode: DatabaseReadOnly or DatabaseCannotOpen }
        || (cause is IOException or RocksDbException
            && (cause.Message.Contains("Permission denied", StringComparison.OrdinalIgnoreCase) || cause.Message.Contains("Read-only file system", StringComparison.OrdinalIgnoreCase)));

    internal static CommandException Full(string path, long freeMb) => new(
        string.Create(CultureInfo.InvariantCulture, $"the disk of the data folder '{path}' has {freeMb} MiB left; {NeededMb} MiB are needed to start. Make room there, or name another folder with --data."),
        exitCode: 1);

    private static CommandException NotWritable(string path, string message) =>
        new($"the data folder '{path}' cannot be written: {message.TrimEnd('.')}. Give this user the right to, or name another folder with --data.");

    private static long FreeMb(string path) => new DriveInfo(path).AvailableFreeSpace / Mebibyte;

    private static void TryWrite(string path)
    {
        var probe = Path.Combine(path, $".{Path.GetRandomFileName()}");
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The probe's own name is of no interest.
            throw NotWritable(path, error is UnauthorizedAccessException ? "this user may not make files in it" : error.Message);
        }
    }
}
