using System.Globalization;

namespace CityOps.Ingest.Connections;

/// <summary>
/// How many connections a process may hold, by how many files it may open (<c>ulimit -n</c>): each connection is one. A process without any left can neither write its log nor answer, and ends; so some are kept for the
/// log, the warehouse and the database, and the rest is shared by browsers and terminals.
/// </summary>
/// <param name="OpenFiles">Null where the system sets no limit that can be read.</param>
public sealed record ConnectionBudget(int? OpenFiles)
{
    private const string LimitsFile = "/proc/self/limits";
    private const string LimitsRow = "Max open files";

    /// <summary>A process without any connection has some 430 open: libraries, databases, the log.</summary>
    private const int FewestKept = 700;
    private const int MostKept = 4_096;
    private const int MostBrowsers = 20_000;

    /// <summary>Requests and pages; null without a limit.</summary>
    public int? Browsers => OpenFiles is { } files ? Math.Clamp(files / 4, 1, MostBrowsers) : null;

    /// <summary>Terminals on trucks; null without a limit.</summary>
    public int? Terminals => OpenFiles is { } files ? Math.Max(1, files - Math.Clamp(files / 4, FewestKept, MostKept) - Browsers!.Value) : null;

    /// <summary>Of this process.</summary>
    public static ConnectionBudget Read() => new(File.Exists(LimitsFile) ? SoftLimitIn(File.ReadAllLines(LimitsFile)) : null);

    /// <summary>The soft limit in the lines of <c>/proc/self/limits</c>.</summary>
    public static int? SoftLimitIn(IEnumerable<string> lines)
    {
        var row = lines.FirstOrDefault(line => line.StartsWith(LimitsRow, StringComparison.Ordinal));
        return row is not null && long.TryParse(row[LimitsRow.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var files)
            ? (int)Math.Min(files, int.MaxValue)
            : null;
    }
}
