using CityOps.Casework.Elements;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;

namespace CityOps.Casework.GroupRental;

/// <summary>The standard elements of group rental (群租) cases.</summary>
public static class GroupRentalElements
{
    public static void AddTo(IScenarioParts parts) => parts.Add(new CaseElementsPart(
        Scenario: "group-rental",
        TitleZh: "群租房",
        TitleEn: "Group rental",
        SubjectKind.Dwelling,
        ReviewBeforeDispatch: true,
        Outcomes: [Outcome.Confirmed, Outcome.NotFound, Outcome.NoEntry, Outcome.OtherViolation],
        FilingReasons:
        [
            new("over_occupancy", "人数明显超出", "Far more people than registered or allowed"),
            new("partitioned_rooms", "疑似隔断", "Signs of rooms divided up"),
            new("repeat_complaints", "多次投诉", "Repeated complaints from neighbours"),
            new("relapse", "复租", "Found before and relapsed"),
        ],
        DismissReasons:
        [
            new("evidence_weak", "证据不足", "The evidence does not carry it"),
            new("lawful_use", "合法居住", "The use is known to be lawful"),
            new("meter_fault", "表计异常", "A meter or its link to the dwelling is wrong"),
            new("duplicate", "重复", "Another case covers it"),
            new("out_of_budget", "超出走访额度", "Not within this week's visits"),
        ],
        LawfulReasons:
        [
            new("family", "亲属共住", "Relatives living together"),
            new("approved_conversion", "经批准改建", "A conversion that was approved"),
            new("carer", "护理人员", "Carers living in"),
            new("shop", "商用", "Business use that was approved"),
            new("several_generations", "几代同住", "Several generations in one home"),
            new("home_office", "居家办公", "Somebody works at home"),
            new("shift_work", "夜班作息", "Somebody works by night"),
            new("shared_within_limit", "合规合租", "Shared by no more people than the limit allows"),
            new("leak", "漏水", "A leaking pipe or cistern"),
            new("electric_heating", "电采暖", "Heated by electricity"),
            new("steady_equipment", "常开设备", "A fish tank or other equipment that never rests"),
            new("meter_fault", "表计异常", "A meter is wrong, or belongs to another dwelling"),
        ],
        new CaseLimits(
            Review: new(3, TimeLimitUnit.WorkingDays),
            Dispatch: new(2, TimeLimitUnit.WorkingDays),
            Handle: new(7, TimeLimitUnit.CalendarDays),
            Verify: new(2, TimeLimitUnit.WorkingDays)))
    {
        Alarms = AlarmPolicy.Default with { AcknowledgeMinutes = 480 },
        Checklist =
        [
            new("identity_shown", "出示证件", "Showed the certificate", false),
            new("rooms_counted", "清点房间", "Counted the rooms in which somebody sleeps", false),
            new("people_counted", "清点人数", "Counted the people", false),
            new("partition_checked", "查看隔断", "Looked for rooms divided up", false),
            new("slip_left", "留置告知单", "Left the slip with the code to object by", false),
        ],
        ReturnReasons = StandardCodes.Returns,
        Categories = [new(CaseCategory.AnyKind, "gr-01", "群租", "Group rental")],
        OutcomeCodes =
        [
            new(Outcome.Confirmed, "partitioned", "隔断出租", "Rooms divided up and let"),
            new(Outcome.Confirmed, "over_occupancy", "人均面积不足", "Less room for each than the limit"),
            new(Outcome.Confirmed, "non_bedroom_let", "厨卫阳台住人", "Kitchen, bath or balcony let to sleep in"),
            new(Outcome.Confirmed, "bunk_beds", "床位出租", "Beds let, not rooms"),
            .. StandardCodes.DwellingViolations,
        ],
        NeededEvidence =
        [
            new("confirmed", "rooms", "房间与床位照片", "Pictures of the rooms and beds", 0),
            new("other_violation", "scene", "违规现场照片", "Pictures of what was found", 0),
            new("recheck", "same_angle", "同角度复查照片", "A picture from the same angle as before", 0),
        ],
        LookBack = new(90, TimeLimitUnit.CalendarDays),
        CoolDownDays = 180,
    });
}
