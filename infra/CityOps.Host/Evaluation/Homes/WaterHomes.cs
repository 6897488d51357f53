using CityOps.Host.Commands;
using CityOps.Models.Evaluation.Realism;

namespace CityOps.Host.Evaluation.Homes;

/// <summary>All registers of a file, home by home.</summary>
internal static class WaterHomes
{
    /// <returns>In the order of their names; the readings of each in the order of time.</returns>
    /// <exception cref="CommandException">The file holds no readings, or what cannot be one.</exception>
    public static async Task<IReadOnlyList<WaterHome>> ReadAsync(FileInfo file, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var homes = new Dictionary<string, List<WaterReading>>(StringComparer.Ordinal);
        await foreach (var register in WaterRegisters.ReadAsync(file, zone, cancellationToken))
        {
            if (!homes.TryGetValue(register.Home, out var readings))
            {
                homes[register.Home] = readings = [];
            }

            readings.Add(new WaterReading((register.At.DateTime.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond, register.Litres));
        }

        return homes.Count > 0
            ? [.. homes.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => new WaterHome(h.Key, [.. h.Value.OrderBy(r => r.LocalSeconds)]))]
            : throw new CommandException($"{file.Name} holds no readings of water.");
    }
}
