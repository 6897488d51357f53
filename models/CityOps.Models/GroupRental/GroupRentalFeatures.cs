namespace CityOps.Models.GroupRental;

/// <summary>
/// The dictionary of features: what the query in CityOps.Pipelines computes over 28 local days, in the model's column order. Kinship and tenure are left out on
/// purpose: they say how a home is registered, not how it is used, and would count against tenants as such.
/// </summary>
public static class GroupRentalFeatures
{
    /// <summary>Local days of a window.</summary>
    public const int WindowDays = 28;

    private const string Days = "dwelling_days";
    private const string Register = "dwellings";

    public static IReadOnlyList<FeatureDefinition> All { get; } =
    [
        new("water_l_day", "L", "有人日均用水", "water a day with somebody in", "Each person washes, flushes and drinks.", Days),
        new("water_occupied_share", "", "有人天数占比", "share of days with somebody in", "Second homes and empty flats.", Days),
        new("shower_hours_week", "a week", "每周淋浴时段数（≥40升/小时）", "shower-like hours (at least 40 L)", "Showers count people better than litres do.", Days),
        new("water_evening_share", "", "晚间用水占比（18–24时）", "evening share of water", "Families gather then; shifts do not.", Days),
        new("water_night_l", "L", "夜间用水（0–6时）", "water by night", "Shift workers, and leaks.", Days),
        new("water_weekend_ratio", "", "周末与工作日用水比", "weekend to weekday water", "Families leave at weekends.", Days),
        new("water_active_hours", "a day", "每天用水小时数", "hours a day with water in use", "Staggered lives fill the day.", Days),
        new("water_peak_valley_l", "L", "用水峰谷差", "peak-to-valley gap of water", "Many people at once.", Days),
        new("water_floor_l", "L", "最小时用水", "water of the quietest hour", "Leaks, that look like people.", Days),
        new("electricity_kwh_day", "kWh", "日均用电", "electricity a day", "People, rooms, appliances.", Days),
        new("electricity_night_kwh", "kWh", "夜间用电（0–6时）", "electricity by night", "Air conditioning of every sleeping room, charging of bicycles.", Days),
        new("electricity_evening_share", "", "晚间用电占比", "evening share of electricity", "Shops use by day.", Days),
        new("electricity_peak_valley_kwh", "kWh", "用电峰谷差", "peak-to-valley gap of electricity", "Reported from the field as a strong sign.", Days),
        new("electricity_weekend_ratio", "", "周末与工作日用电比", "weekend to weekday electricity", "Group rentals do not rest at weekends.", Days),
        new("gas_m3_day", "m³", "日均用气", "gas a day", "Cooking and hot water; low gas beside high electricity suggests no common kitchen.", Days),
        new("gas_active_hours", "a day", "每天用气小时数", "hours a day with gas in use", "Several meals cooked apart.", Days),
        new("water_coverage", "", "用水数据完整度", "coverage of water", "How much of the window was read.", Days),
        new("electricity_coverage", "", "用电数据完整度", "coverage of electricity", "How much of the window was read.", Days),
        new("gas_coverage", "", "用气数据完整度", "coverage of gas", "How much of the window was read.", Days),
        new("rooms", "rooms", "居室数", "rooms designed for living", "What the legal limit counts.", Register),
        new("floor_area_m2", "m²", "建筑面积", "floor area", "What the legal limit counts.", Register),
        new("registered_population", "people", "登记人数", "registered people", "What the estimate is held against.", Register),
        new("water_l_per_registered", "L", "登记人均用水", "water a registered person", "People nobody registered.", Days + ", " + Register),
        new("water_vs_peers", "×", "用水与同户型同镇中位数之比", "water against peers of the same layout and town", "Normalises season and district.", Days + ", " + Register),
        new("electricity_vs_peers", "×", "用电与同户型同镇中位数之比", "electricity against peers of the same layout and town", "Normalises weather: hot summers double night load for most.", Days + ", " + Register),
        new("gas_vs_peers", "×", "用气与同户型同镇中位数之比", "gas against peers of the same layout and town", "Normalises season.", Days + ", " + Register),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <summary>Whether the feature rests on this utility's meter.</summary>
    public static bool RestsOn(string feature, string utility) => feature.StartsWith(utility + "_", StringComparison.Ordinal);
}
