namespace CityOps.Models.GroupRental;

/// <summary>
/// The dictionary of features: what the query in CityOps.Pipelines computes over 28 local days, in the model's column order, and how far it lies beyond peers. Kinship and tenure are left out on
/// purpose: they say how a home is registered, not how it is used, and would count against tenants as such.
/// </summary>
public static class GroupRentalFeatures
{
    /// <summary>Local days of a window.</summary>
    public const int WindowDays = 28;

    private const string BeyondSuffix = "_beyond_peers";

    private const string Days = "dwelling_days";
    private const string Cycles = "dwelling_days, consumption_intervals";
    private const string Register = "dwellings";
    private const string Weather = "weather";
    private const string Signals = "dwelling_signals";

    private static readonly string[] Utilities = ["water", "electricity", "gas"];

    /// <summary>What the query measures, in its order.</summary>
    public static IReadOnlyList<FeatureDefinition> Measured { get; } =
    [
        new("water_l_day", "L", "有人日均用水", "water a day with somebody in", "Each person washes, flushes and drinks.", Days),
        new("water_median_l_day", "L", "有人日用水中位数", "water of the middle day with somebody in", "A leak or a guest moves the mean, not the middle.", Days),
        new("water_occupied_share", "", "有人天数占比", "share of days with somebody in", "Second homes and empty flats.", Days),
        new("water_swing", "", "日用水波动（标准差/均值）", "swing of daily water (deviation over mean)", "Many people at once even each other out.", Days),
        new("shower_hours_week", "a week", "每周淋浴时段数（≥40升/小时）", "shower-like hours (at least 40 L)", "Showers count people better than litres do.", Days),
        new("water_morning_share", "", "早间用水占比（6–10时）", "morning share of water", "Everybody leaves for work at once, or not.", Days),
        new("water_evening_share", "", "晚间用水占比（18–24时）", "evening share of water", "Families gather then; shifts do not.", Days),
        new("water_night_l", "L", "夜间用水（0–6时）", "water by night", "Shift workers, and leaks.", Days),
        new("water_weekend_ratio", "", "周末与工作日用水比", "weekend to weekday water", "Families leave at weekends.", Days),
        new("water_active_hours", "a day", "每天用水小时数", "hours a day with water in use", "Staggered lives fill the day.", Days),
        new("water_effective_hours", "hours", "用水分散度（等效小时数）", "how many equal hours the day's water would fill", "Staggered lives spread it.", Days),
        new("water_peak_valley_l", "L", "用水峰谷差", "peak-to-valley gap of water", "Many people at once.", Days),
        new("water_floor_l", "L", "最小时用水", "water of the quietest hour", "Leaks, that look like people.", Days),
        new("water_night_uses_week", "a week", "每周夜间用水时段数（0–6时，≥3升/小时）", "hours by night with water in use (at least 3 L)", "Sleepers get up now and then: they count whoever sleeps there, whatever a household's habits.", Days),
        new("water_busy_hours", "a day", "每天较多用水小时数（≥15升）", "hours a day with at least 15 L", "People one after another fill more hours than a family together.", Days),
        new("water_heavy_hours_week", "a week", "每周大量用水时段数（≥80升/小时）", "hours a week with at least 80 L", "Showers one after another.", Days),
        new("water_still_hours", "a day", "每天无用水小时数", "hours a day without any water", "With many people somebody is always in.", Days),
        new("water_low_day_l", "L", "较低日用水（第10百分位）", "water of a low day with somebody in (10th percentile)", "A family's day out; many people are never all out.", Days),
        new("water_high_day_l", "L", "较高日用水（第90百分位）", "water of a high day with somebody in (90th percentile)", "Laundry and guests.", Days),
        new("water_net_night_l", "L", "扣除恒定流量后的夜间用水", "water by night without what always runs", "A leak runs through every hour; people do not.", Days),
        new("water_net_l_day", "L", "扣除恒定流量后的日用水", "water a day without what always runs", "A leak is no person.", Days),
        new("electricity_kwh_day", "kWh", "日均用电", "electricity a day", "People, rooms, appliances.", Days),
        new("electricity_swing", "", "日用电波动（标准差/均值）", "swing of daily electricity (deviation over mean)", "Families come and go together.", Days),
        new("electricity_night_kwh", "kWh", "夜间用电（0–6时）", "electricity by night", "Air conditioning of every sleeping room, charging of bicycles.", Days),
        new("electricity_evening_share", "", "晚间用电占比", "evening share of electricity", "Shops use by day.", Days),
        new("electricity_effective_hours", "hours", "用电分散度（等效小时数）", "how many equal hours the day's electricity would fill", "Rooms used at different hours.", Days),
        new("electricity_peak_valley_kwh", "kWh", "用电峰谷差", "peak-to-valley gap of electricity", "Reported from the field as a strong sign.", Days),
        new("electricity_floor_kwh", "kWh", "最小时用电", "electricity of the quietest hour", "Refrigerators and servers, one a room or one a flat.", Days),
        new("electricity_weekend_ratio", "", "周末与工作日用电比", "weekend to weekday electricity", "Group rentals do not rest at weekends.", Days),
        new("electricity_night_uses", "a day", "夜间用电时段数（≥0.15千瓦时）", "hours by night with at least 0.15 kWh", "Somebody is up, or rooms are cooled.", Days),
        new("electricity_busy_hours", "a day", "每天较多用电小时数（≥0.6千瓦时）", "hours a day with at least 0.6 kWh", "Several rooms in use.", Days),
        new("electricity_heavy_hours", "a day", "每天大量用电小时数（≥1.2千瓦时）", "hours a day with at least 1.2 kWh", "Several rooms cooled or cooked in at once.", Days),
        new("electricity_morning_share", "", "早间用电占比（6–10时）", "morning share of electricity", "Everybody leaves at once, or not.", Days),
        new("electricity_low_day_kwh", "kWh", "较低日用电（第10百分位）", "electricity of a low day (10th percentile)", "A family's day out; many people are never all out.", Days),
        new("electricity_mild_kwh", "kWh", "扣除冷暖用电后的日均用电", "electricity a day without what follows the weather", "Cooling and heating say more of the weather than of the people.", Days + ", " + Weather),
        new("electricity_wh_per_degree_h", "Wh/°C·h", "每度时冷暖用电", "electricity for each degree-hour of heat or cold (outside 18 to 26 °C)", "How many rooms are cooled or heated, whatever the weather.", Days + ", " + Weather),
        new("gas_m3_day", "m³", "日均用气", "gas a day", "Cooking and hot water; low gas beside high electricity suggests no common kitchen.", Days),
        new("gas_active_hours", "a day", "每天用气小时数", "hours a day with gas in use", "Several meals cooked apart.", Days),
        new("gas_evening_share", "", "晚间用气占比（18–24时）", "evening share of gas", "Families cook in the evening.", Days),
        new("gas_busy_hours_week", "a week", "每周较多用气时段数（≥0.1立方米）", "hours a week with at least 0.1 m³ of gas", "Meals for several, and showers.", Days),
        new("water_coverage", "", "用水数据完整度", "coverage of water", "How much of the window was read.", Days),
        new("electricity_coverage", "", "用电数据完整度", "coverage of electricity", "How much of the window was read.", Days),
        new("gas_coverage", "", "用气数据完整度", "coverage of gas", "How much of the window was read.", Days),
        new("water_cycle_h", "hours", "用水抄表周期", "hours between readings of water", "A longer cycle says how much, not when.", Cycles),
        new("electricity_cycle_h", "hours", "用电抄表周期", "hours between readings of electricity", "A longer cycle says how much, not when.", Cycles),
        new("gas_cycle_h", "hours", "用气抄表周期", "hours between readings of gas", "A longer cycle says how much, not when.", Cycles),
        new("rooms", "rooms", "居室数", "rooms designed for living", "What the legal limit counts.", Register),
        new("floor_area_m2", "m²", "建筑面积", "floor area", "What the legal limit counts.", Register),
        new("registered_population", "people", "登记人数", "registered people", "What the estimate is held against.", Register),
        new("water_l_per_registered", "L", "登记人均用水", "water a registered person", "People nobody registered.", Days + ", " + Register),
        new("electricity_kwh_per_registered", "kWh", "登记人均用电", "electricity a registered person", "People nobody registered.", Days + ", " + Register),
        new("gas_to_electricity", "m³/kWh", "气电比", "gas to electricity", "Low gas beside high electricity suggests no common kitchen.", Days),
        new("water_vs_peers", "×", "用水与同户型同镇中位数之比", "water against peers of the same layout and town", "Normalises season and district.", Days + ", " + Register),
        new("electricity_vs_peers", "×", "用电与同户型同镇中位数之比", "electricity against peers of the same layout and town", "Normalises weather: hot summers double night load for most.", Days + ", " + Register),
        new("electricity_night_vs_peers", "×", "夜间用电与同户型同镇中位数之比", "electricity by night against peers of the same layout and town", "Normalises weather: hot summers double night load for most.", Days + ", " + Register),
        new("electricity_night_uses_vs_peers", "a day", "夜间用电时段数与同户型同镇中位数之差", "hours by night with electricity in use, beyond those of peers", "Normalises weather: in a hot week everybody cools by night.", Days + ", " + Register),
        new("electricity_busy_vs_peers", "a day", "较多用电小时数与同户型同镇中位数之差", "busy hours of electricity, beyond those of peers", "Normalises weather: in a cold week everybody heats.", Days + ", " + Register),
        new("gas_vs_peers", "×", "用气与同户型同镇中位数之比", "gas against peers of the same layout and town", "Normalises season.", Days + ", " + Register),
        new("signal_complaints", "", "近半年投诉与物业报告数", "complaints and reports of the property office in half a year", "Neighbours notice; many complain of others.", Signals),
        new("signal_parcels_week", "a week", "每周快递数", "parcels a week", "Parcels come to people, not to rooms.", Signals),
        new("signal_rental_filings", "", "近一年租赁备案数", "rental filings in a year", "A filed lease is likelier lawful.", Signals),
    ];

    /// <summary>The measured columns that are also held against peers (<see cref="PeerScales"/>): what meters say, not how well they were read.</summary>
    public static IReadOnlyList<int> Scaled { get; } = [.. Enumerable.Range(0, Measured.Count).Where(c => IsScaled(Measured[c].Name))];

    /// <summary>The columns behind the measured ones, one for each of <see cref="Scaled"/>.</summary>
    public static IReadOnlyList<FeatureDefinition> BeyondPeers { get; } =
    [
        .. Scaled.Select(c => Measured[c]).Select(f => new FeatureDefinition(
            f.Name + BeyondSuffix, "", f.Chinese + "（与同户型相比）", f.English + ", beyond peers of the same layout", "Normalises season, weather and layout.", f.Source + ", dwellings")),
    ];

    /// <summary>The columns of the model.</summary>
    public static IReadOnlyList<FeatureDefinition> All { get; } = [.. Measured, .. BeyondPeers];

    /// <summary>What a contribution may name: the measured features, then what the estimate made of them. What a reading adds as such and beyond its peers is one contribution.</summary>
    public static IReadOnlyList<FeatureDefinition> Explained { get; } = [.. Measured, .. EstimatedPeople.All];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <summary>Whether the feature rests on this utility's meter.</summary>
    public static bool RestsOn(string feature, string utility) =>
        feature.StartsWith(utility + "_", StringComparison.Ordinal) || (utility is "water" && feature.StartsWith("shower_", StringComparison.Ordinal));

    /// <summary>Whether a column says how far a reading lies beyond its peers.</summary>
    internal static bool IsBeyondPeers(string column) => column.EndsWith(BeyondSuffix, StringComparison.Ordinal);

    /// <summary>The measured column that a column is, or says something of.</summary>
    internal static string MeasuredBy(string column) => IsBeyondPeers(column) ? column[..^BeyondSuffix.Length] : column;

    private static bool IsScaled(string name) => Array.Exists(Utilities, u => RestsOn(name, u))
        && !name.EndsWith("_coverage", StringComparison.Ordinal) && !name.EndsWith("_cycle_h", StringComparison.Ordinal) && !name.EndsWith("_vs_peers", StringComparison.Ordinal);
}
