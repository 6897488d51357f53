using System.Globalization;
using CityOps.Models.Evaluation;
using CityOps.Models.MuckTruck;

namespace CityOps.Host.Evaluation.MuckTruck;

/// <summary>How well a version orders what another fleet did; null where it has no such score.</summary>
internal sealed record MuckTruckPrecision(double Spillage, double? Dust)
{
    /// <summary>In either score that both have.</summary>
    public bool IsBetterThan(MuckTruckPrecision other) => Spillage > other.Spillage || Dust > other.Dust;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Spillage:0.000} of spillage{(Dust is { } dust ? $" and {dust:0.000} of dust" : "")}");
}

/// <summary>What the two scores learn from, or are judged on.</summary>
internal sealed record MuckTruckExamples(IReadOnlyList<ScoredExample> Windows, IReadOnlyList<ScoredExample> Passes)
{
    private const int TrainingSeed = 1;

    public static MuckTruckExamples Of(FleetMeasures measures) => new(measures.Windows(), [.. measures.Passes().Select(pass => pass.Measured)]);

    public MuckTruckModel Train() => new(BoostedScore.Train(ScoreKind.Spillage, Windows, TrainingSeed), BoostedScore.Train(ScoreKind.Dust, Passes, TrainingSeed));

    public MuckTruckPrecision PrecisionOf(MuckTruckModel model) => new(PrecisionOf(model.Spillage, Windows), model.Dust is { } dust ? PrecisionOf(dust, Passes) : null);

    private static double PrecisionOf(BoostedScore score, IReadOnlyList<ScoredExample> examples) => Ranking.AveragePrecision(score.Score(examples), [.. examples.Select(e => e.Label)]);
}
