using System.Text.Json;
using CityOps.Host.Composition;

namespace CityOps.Host.Demo;

/// <summary>What a folder's demonstration simulates. Kept in the folder, so that a restart goes on with the same district.</summary>
/// <param name="From">The simulated district's first day of meters.</param>
/// <param name="TrucksFrom">The first hour of its trucks. What a truck does on a day follows from this hour: another one would send every truck along its way again, hours later.</param>
/// <param name="Dwellings">Null in a folder of before: 300.</param>
/// <param name="RentalShare">Share of group rentals, 0 to 1; null in a folder of before: the simulator's own.</param>
internal sealed record DemoPlan(ulong Seed, DateTimeOffset From, DateTimeOffset? TrucksFrom, int? Dwellings = null, double? RentalShare = null)
{
    // Far more group rentals than a real district has: from the few among some hundred flats nobody could train another model.
    private const int NewDwellings = 600;
    private const double NewRentalShare = 0.24;

    /// <summary>What a 28-day window of features needs, and a day of margin.</summary>
    private static readonly TimeSpan History = TimeSpan.FromDays(29);

    private static readonly TimeSpan TruckHistory = TimeSpan.FromHours(16);

    public static DemoPlan ReadOrMake(DataFolder folder, DateTimeOffset now)
    {
        var file = Path.Combine(folder.Path, "demo.json");
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<DemoPlan>(File.ReadAllText(file), HostJson.Options)! : null;
        if (kept is { TrucksFrom: not null })
        {
            return kept;
        }

        // A folder of before does not say when its trucks began; from now on it does.
        var plan = (kept ?? new DemoPlan(Seed: 20_260_301, new DateTimeOffset((now - History).UtcDateTime.Date, TimeSpan.Zero), null, NewDwellings, NewRentalShare)) with { TrucksFrom = HourOf(now - TruckHistory) };
        File.WriteAllText(file, JsonSerializer.Serialize(plan, HostJson.Options));
        return plan;
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);
}
