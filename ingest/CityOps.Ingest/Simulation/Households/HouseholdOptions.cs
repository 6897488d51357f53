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
/// <param name="Hardships">All where <c>district</c> is <c>hard</c>, but for those that <c>without</c> names, in snake case and with commas between.</param>
/// <param name="Cycles"><c>cycles</c>: a <see cref="ReadingMix"/> in snake case.</param>
/// <param name="Culture"><c>culture</c>: <c>shanghai</c> or <c>spain</c>.</param>
/// <param name="Like"><c>like</c>: a path of homes whose sizes are imitated; they are all families.</param>
public sealed record HouseholdOptions(double GroupRentalShare, Hardships Hardships, ReadingMix Cycles, Culture Culture, IReadOnlyList<LikeHome> Like)
{
    /// <summary>The hardships as <c>without</c> names them.</summary>
    public static IReadOnlyList<string> Words { get; } =
        [.. Enum.GetValues<Hardships>().Where(h => h is not (Hardships.None or Hardships.All)).Select(h => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(h.ToString()))];

    public static HouseholdOptions Default { get; } = Read(new Dictionary<string, string>(StringComparer.Ordinal));

    public IReadOnlyList<(DwellingKind Kind, double Share)> LookAlikes { get; } = Hardships.HasFlag(Hardships.FurtherKinds) ? [.. P.LookAlikes, .. P.HardLookAlikes] : P.LookAlikes;

    public bool Has(Hardships hardship) => Hardships.HasFlag(hardship);

    /// <exception cref="ArgumentException">An option has a value that means nothing; <see cref="HouseholdOptionCheck"/> tells beforehand.</exception>
    /// <exception cref="InvalidDataException">The file of <c>like</c> holds no homes; the message says why.</exception>
    public static HouseholdOptions Read(IReadOnlyDictionary<string, string> options)
    {
        if (HouseholdOptionCheck.Problem(options) is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var hardships = options.TryGetValue("district", out var district) && string.Equals(district, "hard", StringComparison.Ordinal) ? Hardships.All & ~Without(options) : Hardships.None;
        var like = options.TryGetValue("like", out var path) ? LikeHome.Read(path) : [];
        var share = options.TryGetValue("group-rental-share", out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : P.GroupRentalShare;
        var cycles = options.TryGetValue("cycles", out var word) && Enum.TryParse<ReadingMix>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var mix)
            ? mix
            : hardships.HasFlag(Hardships.MixedCycles) ? ReadingMix.Mixed : ReadingMix.AllHourly;
        var culture = options.TryGetValue("culture", out var name) ? Culture.Of(name) : like.Count > 0 ? Culture.Spain : Culture.Shanghai;
        return new HouseholdOptions(like.Count > 0 ? 0 : share, hardships, cycles, culture, like);
    }

    /// <summary>The words of <c>without</c>, which has commas between them.</summary>
    internal static string[] WordsIn(string without) => without.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Hardships Without(IReadOnlyDictionary<string, string> options) => WordsIn(options.GetValueOrDefault("without", ""))
        .Aggregate(Hardships.None, (left, word) => left | Enum.Parse<Hardships>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
}
