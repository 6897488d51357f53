using CityOps.Contracts.Events;

namespace CityOps.Casework.Elements;

/// <summary>Codes that scenarios share.</summary>
internal static class StandardCodes
{
    /// <summary>Why an inspector gives an order back; <c>wrong_unit</c> sends it on and, the second time, to an arbiter.</summary>
    public static IReadOnlyList<CaseCode> Returns { get; } =
    [
        new("wrong_unit", "不归我们管", "Not our unit's"),
        new("wrong_place", "地点不对", "The wrong place"),
        new("no_authority", "没有执法权限", "No authority for it"),
        new("unsafe", "现场不安全", "Not safe to go alone"),
        new("off_duty", "不在岗", "Not on duty"),
    ];

    public static IReadOnlyList<CaseCategory> TruckCategories { get; } =
    [
        new(CaseCategory.AnyKind, "mt-00", "渣土运输", "Muck transport"),
        new("dumping", "mt-01", "偷倒乱倒渣土", "Muck dumped where it may not be"),
        new("spillage", "mt-02", "抛洒滴漏", "Muck spilled on the road"),
        new("uncovered", "mt-03", "未密闭运输", "Carried uncovered"),
        new("off_route", "mt-04", "未按路线运输", "Off the permitted route"),
        new("off_hours", "mt-05", "未按时间运输", "Outside the permitted hours"),
        new("unpermitted_at_site", "mt-06", "无证进出工地", "At a site without a permit"),
        new("unregistered", "mt-07", "未备案车辆运输", "Carried by a truck that is not registered"),
        new("cloned_plate", "mt-08", "套牌", "A copied plate"),
        new("dark", "mt-09", "离线行驶", "Drove while its terminal was silent"),
        new("tampering", "mt-10", "破坏车载终端", "Terminal or sensor tampered with"),
        new("speeding", "mt-11", "超速", "Too fast"),
        new("dust", "mt-12", "扬尘污染", "Dust"),
        new("device_fault", "mt-13", "终端故障", "A terminal at fault"),
    ];

    /// <summary>What else a visit to a dwelling may find.</summary>
    public static IReadOnlyList<OutcomeCode> DwellingViolations { get; } =
    [
        new(Outcome.OtherViolation, "illegal_partition", "擅自隔断", "Rooms divided up without being let by the bed"),
        new(Outcome.OtherViolation, "fire_hazard", "消防隐患", "A fire hazard"),
        new(Outcome.OtherViolation, "gas_safety", "用气安全隐患", "Gas used unsafely"),
        new(Outcome.OtherViolation, "electric_safety", "私拉电线", "Wires drawn unsafely"),
        new(Outcome.OtherViolation, "ebike_charging", "电动车入户充电", "An e-bike charged indoors"),
        new(Outcome.OtherViolation, "structure_damage", "破坏承重结构", "Bearing walls damaged"),
        new(Outcome.OtherViolation, "unregistered_tenancy", "租赁未备案", "A tenancy that is not registered"),
        new(Outcome.OtherViolation, "unlicensed_business", "无证经营", "Business without a licence"),
        new(Outcome.OtherViolation, "other", "其他", "Something else"),
    ];
}
