using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Where simulated dwellings stand: buildings of a few towns of Pudong. Addresses and contacts say that they are made up.</summary>
public static class District
{
    /// <summary>Flats of one building, and buildings of one grid cell.</summary>
    private const int FlatsPerBuilding = 24;
    private const int BuildingsPerCell = 6;

    private static readonly (string Name, double Lon, double Lat)[] Towns =
    [
        ("花木街道", 121.548, 31.213), ("张江镇", 121.598, 31.205), ("金桥镇", 121.585, 31.252), ("北蔡镇", 121.553, 31.185),
        ("三林镇", 121.512, 31.146), ("川沙新镇", 121.698, 31.193), ("周浦镇", 121.583, 31.118), ("高桥镇", 121.575, 31.352),
    ];

    public static int TownCount => Towns.Length;

    public static (string Name, double Lon, double Lat) Town(int town) => Towns[town];

    public static int TownOf(int dwelling) => dwelling / FlatsPerBuilding % Towns.Length;

    /// <summary>The code of the grid cell (网格) of a dwelling.</summary>
    public static string GridCellOf(int dwelling)
    {
        var building = dwelling / FlatsPerBuilding;
        return Text($"{Towns[building % Towns.Length].Name}-{(building / Towns.Length / BuildingsPerCell) + 1:D3}");
    }

    public static Dwelling Dwelling(DwellingPlan plan, ulong seed, string id, DateTimeOffset validFrom)
    {
        var building = plan.Index / FlatsPerBuilding;
        var flat = plan.Index % FlatsPerBuilding;
        var town = Towns[building % Towns.Length];
        return new Dwelling(
            id,
            Text($"SIM-B{building + 1:D5}"),
            GridCellOf(plan.Index),
            town.Name,
            Math.Round(town.Lon + (0.024 * (SeededRandom.Share(seed, (ulong)Purpose.Building, building, 0) - 0.5)), 6),
            Math.Round(town.Lat + (0.024 * (SeededRandom.Share(seed, (ulong)Purpose.Building, building, 1) - 0.5)), 6),
            plan.Rooms,
            plan.FloorAreaM2,
            plan.RegisteredPopulation,
            validFrom,
            Text($"{town.Name}模拟路{(building % 97) + 1}弄{(building / 97) + 1}号{(flat / 4) + 1}0{(flat % 4) + 1}室（虚构）"),
            Text($"SIMULATED-{plan.Index + 1:D6}"),
            plan.Kinship,
            plan.Tenure,
            BuiltIn(plan.Index, seed));
    }

    /// <summary>The year a building was finished.</summary>
    public static int BuiltIn(int dwelling, ulong seed) => 1975 + (int)(45 * SeededRandom.Share(seed, (ulong)Purpose.Building, dwelling / FlatsPerBuilding, 2));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
