using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Where simulated dwellings stand: buildings of a few towns of Pudong. Addresses and contacts say that they are made up.</summary>
public static class District
{
    /// <summary>Flats of one building, and buildings of one grid cell.</summary>
    private const int FlatsPerBuilding = 24;
    private const int BuildingsPerCell = 6;

    private static readonly (string Town, double Lon, double Lat)[] Towns =
    [
        ("花木街道", 121.548, 31.213), ("张江镇", 121.598, 31.205), ("金桥镇", 121.585, 31.252), ("北蔡镇", 121.553, 31.185),
        ("三林镇", 121.512, 31.146), ("川沙新镇", 121.698, 31.193), ("周浦镇", 121.583, 31.118), ("高桥镇", 121.575, 31.352),
    ];

    public static Dwelling Dwelling(DwellingPlan plan, ulong seed, DateTimeOffset validFrom)
    {
        var building = plan.Index / FlatsPerBuilding;
        var flat = plan.Index % FlatsPerBuilding;
        var town = Towns[building % Towns.Length];
        var place = SeededRandom.For(seed, "building", building);
        var cell = (building / Towns.Length / BuildingsPerCell) + 1;
        return new Dwelling(
            IdOf(seed, plan.Index),
            Text($"SIM-B{building + 1:D5}"),
            Text($"{town.Town}-{cell:D3}"),
            town.Town,
            Math.Round(town.Lon + place.Between(-0.012, 0.012), 6),
            Math.Round(town.Lat + place.Between(-0.012, 0.012), 6),
            plan.Rooms,
            plan.FloorAreaM2,
            plan.RegisteredPopulation,
            validFrom,
            Text($"{town.Town}模拟路{(building % 97) + 1}弄{(building / 97) + 1}号{(flat / 4) + 1}0{(flat % 4) + 1}室（虚构）"),
            Text($"SIMULATED-{plan.Index + 1:D6}"),
            plan.Kinship,
            plan.Tenure);
    }

    /// <summary>The dwelling's number; the seed is part of it, so that two simulated districts never mix.</summary>
    public static string IdOf(ulong seed, int index) => Text($"SIM{seed}-D{index + 1:D6}");

    /// <summary>The number of a meter; <paramref name="utility"/> is W, E or G.</summary>
    public static string MeterOf(ulong seed, int index, char utility) => Text($"SIM{seed}-{utility}{index + 1:D6}");

    private static string Text(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
