using System.Globalization;
using CityOps.Dashboards.Problems;
using NodaTime;
using NodaTime.Text;

namespace CityOps.Dashboards.Indicators;

/// <summary>By what figures may be told apart.</summary>
internal enum IndicatorDimension
{
    Town,
    Unit,
    Scenario,
    Model,
    Day,
    Week,
    Month,
}

/// <summary>A period, filters and dimensions, read from a request.</summary>
/// <param name="Towns">The only towns counted; empty for all.</param>
internal sealed record IndicatorQuery(
    IndicatorPeriod Period, IReadOnlyList<IndicatorDimension> By, IReadOnlyList<string> Towns, string? Unit, string? Scenario, string? Model, DateTimeZone Zone)
{
    public const int FirstYear = 1970;
    public const int LastYear = 2200;
    private const string NoTown = "-";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private static readonly TimeSpan Default = TimeSpan.FromDays(28);

    /// <summary>Whether what has no town counts, beside <see cref="Towns"/>; with neither, everything counts.</summary>
    public bool Townless { get; init; }

    /// <summary>The towns as a request names them; null for all.</summary>
    public string? TownText => Towns.Count is 0 && !Townless ? null : string.Join(',', Townless ? [.. Towns, NoTown] : Towns);

    /// <summary>The towns beyond which whoever asks sees nothing, whatever they ask for; empty: no such limit.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>
    /// Reads the texts of a request: a date is a local one; without an end it is now, without a beginning 28 days before the end. What is wrong goes into
    /// <paramref name="wrong"/>.
    /// </summary>
    public static IndicatorQuery Read(
        IndicatorTexts texts, DateTimeZone zone, DateTimeOffset now, List<(string Field, object? Value, string WayOut)> wrong)
    {
        var end = Instant("to", texts.To, zone, wrong) ?? now;
        var start = Instant("from", texts.From, zone, wrong) ?? end - Default;
        if (wrong.Count is 0 && (end <= start || end - start > Longest))
        {
            wrong.Add(("to", texts.To, "It must lie after 'from', by at most 366 days."));
        }

        var by = new List<IndicatorDimension>();
        foreach (var word in (texts.By ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Words.TryParse<IndicatorDimension>(word, out var dimension))
            {
                by.Add(dimension);
            }
            else
            {
                wrong.Add(("by", word, $"Choose among: {string.Join(", ", Words.AllOf<IndicatorDimension>())}."));
            }
        }

        var towns = (texts.Town ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(new(start, end), [.. by.Distinct()], [.. towns.Where(town => town is not NoTown)], Given(texts.Unit), Given(texts.Scenario), Given(texts.Model), zone) { Townless = towns.Contains(NoTown) };
    }

    public bool Takes(IndicatorItem item) =>
        ((Towns.Count is 0 && !Townless) || (item.Town is { } town ? Towns.Contains(town, StringComparer.Ordinal) : Townless))
        && IsIn(Within, item.Town)
        && Is(Unit, item.Unit) && Is(Scenario, item.Scenario) && Is(Model, item.Model);

    /// <summary>The values of an item's dimensions, in their order; null where it has none.</summary>
    public string?[] GroupOf(IndicatorItem item)
    {
        var group = new string?[By.Count];
        for (var i = 0; i < group.Length; i++)
        {
            group[i] = By[i] switch
            {
                IndicatorDimension.Town => item.Town,
                IndicatorDimension.Unit => item.Unit,
                IndicatorDimension.Scenario => item.Scenario,
                IndicatorDimension.Model => item.Model,
                IndicatorDimension.Day => DateOf(item.At),
                IndicatorDimension.Week => LocalDatePattern.Iso.Format(LocalOf(item.At).With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday))),
                _ => DateOf(item.At)[..7],
            };
        }

        return group;
    }

    private static bool IsIn(IReadOnlyList<string> towns, string? town) => towns.Count is 0 || (town is not null && towns.Contains(town, StringComparer.Ordinal));

    private static bool Is(string? wanted, string? value) => wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);

    private string DateOf(DateTimeOffset at) => LocalDatePattern.Iso.Format(LocalOf(at));

    private LocalDate LocalOf(DateTimeOffset at) => NodaTime.Instant.FromDateTimeOffset(at).InZone(Zone).Date;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static DateTimeOffset? Instant(string field, string? text, DateTimeZone zone, List<(string, object?, string)> wrong)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day && day.Value.Year is >= FirstYear and <= LastYear)
        {
            return zone.AtStartOfDay(day.Value).ToInstant().ToDateTimeOffset();
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year is >= FirstYear and <= LastYear)
        {
            return at;
        }

        wrong.Add((field, text, "Give a local date such as 2026-03-01, or an instant such as 2026-03-01T00:00:00Z, of the years 1970 to 2200."));
        return null;
    }
}

/// <summary>The query string as it came.</summary>
internal sealed record IndicatorTexts(string? From, string? To, string? By, string? Town, string? Unit, string? Scenario, string? Model);
