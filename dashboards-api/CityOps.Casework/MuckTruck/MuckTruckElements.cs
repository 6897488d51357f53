using CityOps.Casework.Elements;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;

namespace CityOps.Casework.MuckTruck;

/// <summary>The standard elements of muck truck (渣土车) cases.</summary>
public static class MuckTruckElements
{
    public static void AddTo(IScenarioParts parts) => parts.Add(new CaseElementsPart(
        Scenario: "muck-truck",
        TitleZh: "渣土车",
        TitleEn: "Muck truck",
        SubjectKind.Truck,
        ReviewBeforeDispatch: false,
        Outcomes: [Outcome.Confirmed, Outcome.NotFound, Outcome.NoEntry, Outcome.OtherViolation],
        FilingReasons:
        [
            new("dumping", "偷倒乱倒", "Dumped outside a permitted site"),
            new("spillage", "抛洒滴漏", "Spilled its load on the road"),
            new("permit_breach", "违反处置证", "Off its permitted route or hours"),
            new("unregistered", "未备案车辆", "Not registered, dark or with a copied plate"),
            new("other_sign", "其他", "Another sign of a violation"),
        ],
        DismissReasons:
        [
            new("evidence_weak", "证据不足", "The evidence does not carry it"),
            new("permitted", "已许可", "A permit or a control covers it"),
            new("device_fault", "设备故障", "A terminal or sensor is at fault"),
            new("duplicate", "重复", "Another case covers it"),
        ],
        LawfulReasons:
        [
            new("permitted_site", "许可消纳场", "The place turned out to be permitted"),
            new("emergency_work", "应急抢险", "Emergency work"),
        ],
        new CaseLimits(
            Review: new(2, TimeLimitUnit.UrgentHours),
            Dispatch: new(1, TimeLimitUnit.UrgentHours),
            Handle: new(4, TimeLimitUnit.WorkingHours),
            Verify: new(1, TimeLimitUnit.WorkingDays)))
    {
        Alarms = new AlarmPolicy(15, 50, 4, 3, [new(0, "reviewer"), new(4, "leader")]),
        Checklist =
        [
            new("plate_seen", "核对车牌", "Compared the plate", false),
            new("permit_seen", "核对处置证", "Looked at the permit", false),
            new("place_photographed", "现场拍照", "Took pictures of the place", false),
        ],
        ReturnReasons = StandardCodes.Returns,
        Categories = StandardCodes.TruckCategories,
        OutcomeCodes =
        [
            new(Outcome.Confirmed, "dumping", "偷倒乱倒", "Dumped where it may not"),
            new(Outcome.Confirmed, "spillage", "抛洒滴漏", "Spilled on the road"),
            new(Outcome.Confirmed, "uncovered", "未密闭", "Loaded and not covered"),
            new(Outcome.Confirmed, "off_route", "未按路线", "Off the permitted route"),
            new(Outcome.Confirmed, "off_hours", "未按时间", "Outside the permitted hours"),
            new(Outcome.Confirmed, "no_permit", "无证运输", "Carried without a permit"),
            new(Outcome.Confirmed, "copied_plate", "套牌", "A copied plate"),
            new(Outcome.OtherViolation, "dirty_wheels", "带泥上路", "Left the site with mud on its wheels"),
            new(Outcome.OtherViolation, "no_lights", "灯光号牌不清", "Lights or plate not to be seen"),
            new(Outcome.OtherViolation, "device_off", "设备未开", "The terminal was switched off"),
            new(Outcome.OtherViolation, "speeding", "超速", "Too fast"),
            new(Outcome.OtherViolation, "other", "其他", "Something else"),
        ],
        NeededEvidence =
        [
            new("confirmed", "truck_and_place", "车辆与现场照片", "Pictures of the truck and the place", 0),
            new("other_violation", "scene", "违规现场照片", "Pictures of what was found", 0),
            new("recheck", "same_angle", "同角度复查照片", "A picture from the same angle as before", 0),
        ],
    });
}
