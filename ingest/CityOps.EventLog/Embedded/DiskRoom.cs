using System.Globalization;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// Keeps the log away from the end of its disk. RocksDB that meets it takes no write until it has found room of its own accord, which it looks for
/// every few seconds and only where there are some hundred MiB.
/// </summary>
/// <param name="freeBytes">Reads what is left for the log; null asks the disk.</param>
internal sealed class DiskRoom(string folder, int minFreeMb, Func<long>? freeBytes = null)
{
    private const long Mebibyte = 1024 * 1024;

    // The number that a full disk has everywhere on Unix, and its text in RocksDB's messages.
    private const int NoSpace = 28;
    private const string NoSpaceText = "No space left on device";

    private readonly Func<long> _freeBytes = freeBytes ?? (() => new DriveInfo(folder).AvailableFreeSpace);

    /// <summary>Why nothing may be written now, or null where there is room.</summary>
    public string? Want() => minFreeMb > 0 && _freeBytes() is var free && free < minFreeMb * Mebibyte
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"The disk of the event log ('{folder}') has {free / Mebibyte} MiB left, less than CityOps:EventLog:MinFreeDiskMb ({minFreeMb}): nothing is taken until there is room. Free some, or move the data folder to a larger disk.")
        : null;

    /// <exception cref="LogFullException">There is less room than may be.</exception>
    public void Check()
    {
        if (Want() is { } want)
        {
            throw new LogFullException(want);
        }
    }

    /// <summary>What to tell whoever appends.</summary>
    public EventLogException Explain(Exception error) => error switch
    {
        LogFullException full => full,
        IOException { HResult: NoSpace } => Full(error),
        _ when error.Message.Contains(NoSpaceText, StringComparison.Ordinal) => Full(error),
        _ => new EventLogException($"The event log could not be written: {error.Message}", error),
    };

    private LogFullException Full(Exception error) =>
        new($"The disk of the event log ('{folder}') is full: nothing was taken. Free some room; the log goes on by itself some seconds later.", error);
}
