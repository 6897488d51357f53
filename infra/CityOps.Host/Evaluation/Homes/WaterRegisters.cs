using System.Globalization;
using System.IO.Compression;
using CityOps.Models.Evaluation.Realism;

namespace CityOps.Host.Evaluation;

/// <summary>
/// Reads the water registers of homes from a CSV (or its .gz) with the columns <c>dwelling_id, read_at_local, register_litres</c>, or those of the contract
/// <c>meter-readings</c> (<c>dwelling_id, utility, read_at, register</c> in m³), whose instants are brought to the local clock.
/// </summary>
internal static class WaterFile
{
    public static IReadOnlyList<WaterHome> Read(FileInfo file, TimeZoneInfo zone)
    {
        using var stream = file.OpenRead();
        using var plain = file.Extension is ".gz" ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var lines = new StreamReader(plain);
        var header = (lines.ReadLine() ?? "").Split(',');
        var columns = Columns.Of(header, file.Name);
        var homes = new Dictionary<string, List<WaterReading>>(StringComparer.Ordinal);
        for (var number = 2; lines.ReadLine() is { } line; number++)
        {
            var cells = line.Split(',');
            if (cells.Length < header.Length)
            {
                throw new InvalidDataException($"{file.Name}, line {number} has {cells.Length} of {header.Length} columns.");
            }

            if (columns.Utility < 0 || cells[columns.Utility] is "water")
            {
                homes.TryAdd(cells[columns.Dwelling], []);
                homes[cells[columns.Dwelling]].Add(columns.Reading(cells, zone, $"{file.Name}, line {number}"));
            }
        }

        return [.. homes.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => new WaterHome(h.Key, [.. h.Value.OrderBy(r => r.LocalSeconds)]))];
    }

    private sealed record Columns(int Dwelling, int At, int Register, int Utility, bool IsLocal)
    {
        public static Columns Of(string[] header, string file)
        {
            var (local, contract) = (Array.IndexOf(header, "read_at_local"), Array.IndexOf(header, "read_at"));
            var columns = local >= 0
                ? new Columns(Array.IndexOf(header, "dwelling_id"), local, Array.IndexOf(header, "register_litres"), -1, true)
                : new Columns(Array.IndexOf(header, "dwelling_id"), contract, Array.IndexOf(header, "register"), Array.IndexOf(header, "utility"), false);
            return columns is { Dwelling: >= 0, At: >= 0, Register: >= 0 }
                ? columns
                : throw new InvalidDataException($"{file} needs the columns dwelling_id, read_at_local and register_litres, or those of meter-readings; it has {string.Join(", ", header)}.");
        }

        public WaterReading Reading(string[] cells, TimeZoneInfo zone, string place)
        {
            if (!double.TryParse(cells[Register], CultureInfo.InvariantCulture, out var register))
            {
                throw new InvalidDataException($"{place}: '{cells[Register]}' is no register.");
            }

            if (IsLocal && DateTime.TryParse(cells[At], CultureInfo.InvariantCulture, out var wall))
            {
                return new WaterReading(Seconds(wall), register);
            }

            return DateTimeOffset.TryParse(cells[At], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? new WaterReading(Seconds(TimeZoneInfo.ConvertTime(instant, zone).DateTime), register * 1_000)
                : throw new InvalidDataException($"{place}: '{cells[At]}' is no time.");
        }
    }

    private static long Seconds(DateTime wall) => (wall.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
