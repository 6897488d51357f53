using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CityOps.Ingest.Connections;
using CityOps.Models.GroupRental;
using CityOps.Warehouse.Embedded.Interop;

namespace CityOps.Host.Doctor;

/// <summary>Looks at what CityOps needs from the machine it is on.</summary>
public static class Checks
{
    private const long GiB = 1L << 30;
    private const long LeastDiskBytes = 5 * GiB;
    private const long LeastMemoryBytes = 3 * GiB;
    private const int EnoughTerminals = 10_000;

    public static IReadOnlyList<Finding> Run(string dataFolder, int httpPort, string timeZone) =>
    [
        Runtime(),
        EngineLibrary(),
        Learner(),
        Memory(),
        OpenFiles(),
        Disk(dataFolder),
        Folder(dataFolder),
        Port(httpPort),
        Zone(timeZone),
    ];

    private static Finding Runtime() => new(
        ".NET runtime", FindingLevel.Ok, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores");

    private static Finding EngineLibrary() => ChdbLibrary.Find() is { } path
        ? new Finding("Embedded ClickHouse (libchdb)", FindingLevel.Ok, path)
        : new Finding(
            "Embedded ClickHouse (libchdb)",
            FindingLevel.Missing,
            $"not found for {RuntimeInformation.RuntimeIdentifier}",
            $"Install Node.js 20 or newer and build again (dotnet build fetches it), or name the library with {ChdbLibrary.EnvironmentVariable}, or set CityOps:Warehouse:Url to use a ClickHouse server.");

    private static Finding Learner() => NativeLearner.WhyMissing is { } why
        ? new Finding("LightGBM (training)", FindingLevel.Note, "does not load", why)
        : new Finding("LightGBM (training)", FindingLevel.Ok, "loads");

    private static Finding Memory()
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes >= LeastMemoryBytes
            ? new Finding("Memory", FindingLevel.Ok, Size(bytes))
            : new Finding("Memory", FindingLevel.Note, Size(bytes), $"Less than {Size(LeastMemoryBytes)}: lower CityOps:Warehouse:Embedded:MaxMemoryMb.");
    }

    private static Finding OpenFiles()
    {
        var budget = ConnectionBudget.Read();
        return budget.OpenFiles is not { } files ? new Finding("Open files", FindingLevel.Ok, "no limit that can be read")
            : budget.Terminals >= EnoughTerminals ? new Finding("Open files", FindingLevel.Ok, string.Create(CultureInfo.InvariantCulture, $"{files}: room for {budget.Terminals} terminals and {budget.Browsers} browsers"))
            : new Finding(
                "Open files",
                FindingLevel.Note,
                string.Create(CultureInfo.InvariantCulture, $"{files}: at most {budget.Terminals} terminals and {budget.Browsers} browsers at a time"),
                "Raise the limit for 10,000 terminals: ulimit -n 65536, or LimitNOFILE of the service.");
    }

    private static Finding Disk(string folder)
    {
        var existing = new DirectoryInfo(folder);
        while (!existing.Exists && existing.Parent is not null)
        {
            existing = existing.Parent;
        }

        var free = new DriveInfo(existing.FullName).AvailableFreeSpace;
        return free >= LeastDiskBytes
            ? new Finding("Free disk", FindingLevel.Ok, Size(free))
            : new Finding("Free disk", FindingLevel.Note, Size(free), $"Less than {Size(LeastDiskBytes)} where the data folder is: name another with --data.");
    }

    private static Finding Folder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return new Finding("Data folder", FindingLevel.Ok, $"{folder} is made at first start");
        }

        try
        {
            var probe = Path.Combine(folder, ".doctor");
            File.WriteAllText(probe, string.Empty);
            File.Delete(probe);
            return new Finding("Data folder", FindingLevel.Ok, folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding("Data folder", FindingLevel.Missing, $"{folder} cannot be written: {error.Message}", "Name another with --data, or change its owner.");
        }
    }

    private static Finding Port(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new Finding("HTTP port", FindingLevel.Ok, $"{port} is free");
        }
        catch (SocketException)
        {
            return new Finding("HTTP port", FindingLevel.Note, $"{port} is taken", "If that is not CityOps itself, name another with --http-port (0 takes any free one).");
        }
    }

    private static Finding Zone(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
        ? new Finding("Time zone", FindingLevel.Ok, zone)
        : new Finding("Time zone", FindingLevel.Missing, $"'{zone}' is not known here", "Install tzdata, or set CityOps:TimeZone to an IANA name such as Asia/Shanghai.");

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / GiB:0.0} GiB");
}
