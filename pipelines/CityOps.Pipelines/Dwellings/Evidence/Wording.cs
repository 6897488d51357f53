using System.Globalization;
using CityOps.Models.GroupRental;

namespace CityOps.Pipelines.Dwellings.Evidence;

/// <summary>Says in plain Chinese and English what a feature shows and what may make the score wrong.</summary>
internal static class Wording
{
    private static readonly Dictionary<string, string> ChineseUnits = new(StringComparer.Ordinal)
    {
        ["L"] = "升",
        ["kWh"] = "度",
        ["m³"] = "立方米",
        ["m²"] = "平方米",
        ["a week"] = "次",
        ["a day"] = "小时",
        ["rooms"] = "室",
        ["people"] = "人",
        ["×"] = "倍",
    };

    public static EvidenceText Sentence(FeatureDefinition feature, double? value, (double Low, double High)? band, float rooms, double effect)
    {
        var english = feature.Unit.Length == 0 ? "" : " " + feature.Unit;
        var chinese = ChineseUnits.GetValueOrDefault(feature.Unit, feature.Unit);
        var (shown, low, high) = (Number(feature, value), Number(feature, band?.Low), Number(feature, band?.High));
        var ofRooms = float.IsFinite(rooms) ? (int)rooms : 0;
        var (peersZh, peersEn) = band is null ? ("", "")
            : ofRooms == 0 ? ($"，其他住户多为 {low}–{high}", $", others mostly {low}–{high}")
            : ($"，同为{ofRooms}室的住户多为 {low}–{high}", $", peers of {ofRooms} {(ofRooms == 1 ? "room" : "rooms")} mostly {low}–{high}");
        return new EvidenceText(
            $"{feature.Chinese}：{shown}{chinese}{peersZh}（{(effect >= 0 ? "推高" : "拉低")}评分）",
            $"{feature.English}: {shown}{english}{peersEn} ({(effect >= 0 ? "raises" : "lowers")} the score)");
    }

    /// <summary>What the probability would be with a sign as peers have it, or with everybody registered.</summary>
    public static EvidenceText Change(FeatureDefinition feature, double to, double before, double after)
    {
        var (was, would) = (string.Create(CultureInfo.InvariantCulture, $"{before * 100:0.#}%"), string.Create(CultureInfo.InvariantCulture, $"{after * 100:0.#}%"));
        if (string.Equals(feature.Name, "registered_population", StringComparison.Ordinal))
        {
            return new EvidenceText($"若估计的 {to:0} 人均已登记：概率为 {would}，而非 {was}", string.Create(CultureInfo.InvariantCulture, $"were all {to:0} estimated people registered: {would} instead of {was}"));
        }

        var shown = Number(feature, to);
        return new EvidenceText(
            $"若{feature.Chinese}同户型常见（{shown}{ChineseUnits.GetValueOrDefault(feature.Unit, feature.Unit)}）：概率为 {would}，而非 {was}",
            $"were \"{feature.English}\" as peers have it ({shown}{(feature.Unit.Length == 0 ? "" : " " + feature.Unit)}): {would} instead of {was}");
    }

    /// <summary>The lawful explanations that this dwelling's own figures leave open.</summary>
    public static IReadOnlyList<EvidenceText> Caveats(DwellingRow row, Selection selection, Func<string, float> feature, string modelOrigin)
    {
        var caveats = new List<EvidenceText>();
        AddIf(selection.IsRandom, "本户为随机抽查，用于检验模型，并非因为可疑。", "Drawn at random to check the model, not because anything here is suspicious.");
        AddIf(string.Equals(row.Facts.Kinship, "family", StringComparison.Ordinal), "登记为一家人：法定家庭成员不受每间两人的限制。", "Registered as one family: statutory families are exempt from two people a room.");
        AddIf(feature("water_floor_l") > 2, "深夜仍有持续用水：可能是漏水或鱼缸，而不是人。", "Water runs through the quietest hour: a leak or a fish tank, rather than people.");
        AddIf(feature("electricity_evening_share") < 0.24, "用电集中在白天：可能是居家办公或住宅内小店。", "Electricity goes by day: perhaps a home office or a small shop in the flat.");
        AddIf(feature("water_night_l") > feature("water_l_day") * 0.25f, "夜间用水多：可能是夜班人员。", "Much water by night: perhaps night-shift workers.");
        AddIf(feature("water_coverage") < 0.9f || feature("electricity_coverage") < 0.9f, "部分表计数据缺失，估计的区间因此偏宽或偏移。", "Some readings are missing, so the estimate may be off.");
        AddIf(!float.IsFinite(row.Registered), "没有登记人数可供比对。", "No registered population to hold the estimate against.");
        AddIf(string.Equals(modelOrigin, "simulated", StringComparison.Ordinal), "模型目前只用模拟数据训练，尚未用现场核查结果校准。", "The model was trained on simulated dwellings only and has seen no visit's outcome yet.");
        caveats.Add(new EvidenceText("三代同堂、合法合租的学生或短期来客也会有类似的用量；评分只是线索，不是结论。", "Three generations under one roof, students sharing lawfully and visitors use as much; the score is a lead, not a finding."));
        return caveats;

        void AddIf(bool holds, string zh, string en)
        {
            if (holds)
            {
                caveats.Add(new EvidenceText(zh, en));
            }
        }
    }

    private static string Number(FeatureDefinition feature, double? value)
    {
        if (value is not { } known || !double.IsFinite(known))
        {
            return "–";
        }

        var share = feature.Name.EndsWith("_share", StringComparison.Ordinal) || feature.Name.EndsWith("_coverage", StringComparison.Ordinal);
        return share ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0}%") : known.ToString(Math.Abs(known) >= 20 ? "0" : "0.0#", CultureInfo.InvariantCulture);
    }
}
