using System.Text.Json;
using CityOps.Host.Composition;

namespace CityOps.Host.Demo;

/// <summary>What a folder's demonstration simulates. Kept in the folder, so that a restart goes on with the same district.</summary>
/// <param name="From">The simulated district's first day of meters.</param>
internal sealed record DemoPlan(ulong Seed, DateTimeOffset From)
{
    /// <summary>What a 28-day window of features needs, and a day of margin.</summary>
    private static readonly TimeSpan History = TimeSpan.FromDays(29);

    public static DemoPlan ReadOrMake(DataFolder folder, DateTimeOffset now)
    {
        var file = Path.Combine(folder.Path, "demo.json");
        if (File.Exists(file))
        {
            return JsonSerializer.Deserialize<DemoPlan>(File.ReadAllText(file), HostJson.Options)!;
        }

        var midnight = new DateTimeOffset((now - History).UtcDateTime.Date, TimeSpan.Zero);
        var plan = new DemoPlan(Seed: 20_260_301, midnight);
        File.WriteAllText(file, JsonSerializer.Serialize(plan, HostJson.Options));
        return plan;
    }
}
