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
