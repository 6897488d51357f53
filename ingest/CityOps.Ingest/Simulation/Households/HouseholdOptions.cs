using System.Globalization;
using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>How often meters are read, by utility.</summary>
public enum ReadingMix
{
    AllHourly,
    QuarterHour,

    /// <summary>Electricity once a day, nothing else.</summary>
    DailyElectricity,

    /// <summary>Electricity once a day, water and gas every two months.</summary>
    DailyAndTwoMonthly,

    /// <summary>Each of the hourly and slower mixes for a part of the dwellings.</summary>
    Mixed,
}

/// <summary>The options of this simulator, as the command line names them.</summary>
/// <param name="GroupRentalShare"><c>group-rental-share</c>: 0 to 1.</param>
/// <param name="IsHard"><c>district</c> is <c>hard</c>.</param>
/// <param name="Cycles"><c>cycles</c>: a <see cref="ReadingMix"/> in snake case.</param>
/// <param name="Culture"><c>culture</c>: <c>shanghai</c> or <c>spain</c>.</param>
/// <param name="Like"><c>like</c>: a path of homes whose sizes are imitated; they are all families.</param>
public sealed record HouseholdOptions(double GroupRentalShare, bool IsHard, ReadingMix Cycles, Culture Culture, IReadOnlyList<LikeHome> Like)
{
    public static HouseholdOptions Default { get; } = Read(new Dictionary<string, string>(StringComparer.Ordinal));

    public IReadOnlyList<(DwellingKind Kind, double Share)> LookAlikes { get; } = IsHard ? [.. P.LookAlikes, .. P.HardLookAlikes] : P.LookAlikes;

    public static HouseholdOptions Read(IReadOnlyDictionary<string, string> options)
    {
        var hard = options.TryGetValue("district", out var district) && string.Equals(district, "hard", StringComparison.Ordinal);
        var like = options.TryGetValue("like", out var path) ? LikeHome.Read(path) : [];
        var share = options.TryGetValue("group-rental-share", out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1
            ? number
            : P.GroupRentalShare;
        var cycles = options.TryGetValue("cycles", out var word) && Enum.TryParse<ReadingMix>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var mix)
            ? mix
            : hard ? ReadingMix.Mixed : ReadingMix.AllHourly;
        var culture = options.TryGetValue("culture", out var name) ? Culture.Of(name) : like.Count > 0 ? Culture.Spain : Culture.Shanghai;
        return new HouseholdOptions(like.Count > 0 ? 0 : share, hard, cycles, culture, like);
    }
}
