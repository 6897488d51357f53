using System.Globalization;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Simulation;

/// <summary>Writes what really happened to a file of its own, which only <c>evaluate</c> opens.</summary>
internal sealed class TruthFile(string folder) : ITruthSink, IDisposable
{
    private readonly StreamWriter _lines = Start(folder);

    public void Write(TruthRow row) => _lines.WriteLine(string.Join(
        ',',
        row.Subject,
        Instant(row.From),
        Instant(row.To),
        row.Kind,
        Number(row.Value),
        Number(row.Lon),
        Number(row.Lat),
        row.Detail ?? string.Empty));

    public void Dispose() => _lines.Dispose();

    private static StreamWriter Start(string folder)
    {
        var lines = new StreamWriter(Path.Combine(folder, "truth.csv")) { NewLine = "\n" };
        lines.WriteLine("subject,from,to,kind,value,lon,lat,detail");
        return lines;
    }

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? string.Empty;
}
