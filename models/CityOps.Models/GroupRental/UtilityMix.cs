using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental;

/// <summary>How finely a utility is read. Finer cycles come later, so that they compare.</summary>
public enum MeterCycle
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A total each month or two.</summary>
    Long,

    /// <summary>A total a day.</summary>
    Daily,

    /// <summary>Hours are known.</summary>
    Hourly,
}

/// <summary>
/// Which utilities, how finely read, which facts of the register, and whether others' signals a row knows. A version learns each row in several mixes, so that it scores
/// whatever a dwelling has.
/// </summary>
public sealed record UtilityMix(MeterCycle Water, MeterCycle Electricity, MeterCycle Gas, bool Layout, bool Signals = false)
{
    /// <summary>The mixes a model learns, the full one first.</summary>
    public static IReadOnlyList<UtilityMix> Learnt { get; } =
    [
        new(MeterCycle.Hourly, MeterCycle.Hourly, MeterCycle.Hourly, Layout: true, Signals: true),
        new(MeterCycle.Hourly, MeterCycle.Hourly, MeterCycle.Hourly, Layout: true),
        new(MeterCycle.Hourly, MeterCycle.Hourly, MeterCycle.None, Layout: true),
        new(MeterCycle.Hourly, MeterCycle.None, MeterCycle.None, Layout: true),
        new(MeterCycle.None, MeterCycle.Hourly, MeterCycle.None, Layout: true),
        new(MeterCycle.Long, MeterCycle.Daily, MeterCycle.Long, Layout: true),
        new(MeterCycle.None, MeterCycle.Daily, MeterCycle.None, Layout: true),
        new(MeterCycle.Hourly, MeterCycle.None, MeterCycle.None, Layout: false),
        new(MeterCycle.Long, MeterCycle.None, MeterCycle.None, Layout: false),
    ];

    /// <summary>For file names and metrics, such as <c>water+gas+layout</c>; longer cycles say so, <c>daily-electricity+layout</c>.</summary>
    public string Name => string.Join('+', new[] { Named(Water, "water"), Named(Electricity, "electricity"), Named(Gas, "gas"), Layout ? "layout" : "", Signals ? "signals" : "" }.Where(p => p.Length > 0));

    /// <summary>The mixes that are worth learning from these rows: signals only where some row has them.</summary>
    public static IReadOnlyList<UtilityMix> In(FeatureMatrix matrix)
    {
        var columns = MixColumns.Of(matrix);
        var hasSignals = Enumerable.Range(0, matrix.Rows).Any(row => columns.MixOf(matrix.Row(row)).Signals);
        return [.. Learnt.Where(mix => hasSignals || !mix.Signals)];
    }

    /// <summary>Whether whoever knows <paramref name="other"/> knows this too.</summary>
    public bool IsWithin(UtilityMix other) =>
        Water <= other.Water && Electricity <= other.Electricity && Gas <= other.Gas && (other.Layout || !Layout) && (other.Signals || !Signals);

    /// <summary>What a row knows.</summary>
    public static UtilityMix Of(FeatureMatrix matrix, int row) => MixColumns.Of(matrix).MixOf(matrix.Row(row));

    /// <summary>A copy of the rows that knows no more than this mix. A row that knows less than it keeps what it knows.</summary>
    public FeatureMatrix Hide(FeatureMatrix matrix)
    {
        var copy = matrix with { Values = (float[])matrix.Values.Clone() };
        HideIn(copy);
        return copy;
    }

    /// <summary>Makes the rows themselves know no more than this mix: for a copy that nobody else holds.</summary>
    internal void HideIn(FeatureMatrix matrix)
    {
        var columns = MixColumns.Of(matrix);
        for (var row = 0; row < matrix.Rows; row++)
        {
            columns.Hide(matrix.Values.AsSpan(row * matrix.Width, matrix.Width), this);
        }
    }

    private static string Named(MeterCycle cycle, string utility) => cycle switch
    {
        MeterCycle.None => "",
        MeterCycle.Long => "long-cycle-" + utility,
        MeterCycle.Daily => "daily-" + utility,
        _ => utility,
    };
}
