using System.Globalization;
using CityOps.Models.Evaluation;
using CityOps.Models.MuckTruck;

namespace CityOps.Host.Evaluation.MuckTruck;

/// <summary>How well a version orders what another fleet did; null where it has no such score.</summary>
internal sealed record MuckTruckPrecision(double Spillage, double? Dust)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Spillage:0.000} of spillage{(Dust is { } dust ? $" and {dust:0.000} of dust" : "")}");
}

/// <summary>What the two scores learn from, or are judged on.</summary>
internal sealed record MuckTruckExamples(JudgedExamples Windows, JudgedExamples Passes)
{
    private const int TrainingSeed = 1;

    public static MuckTruckExamples Of(FleetMeasures measures) => new(measures.JudgedWindows(), measures.JudgedPasses());

    public MuckTruckModel Train() => new(BoostedScore.Train(ScoreKind.Spillage, Windows.Examples, TrainingSeed), BoostedScore.Train(ScoreKind.Dust, Passes.Examples, TrainingSeed));

    public MuckTruckPrecision PrecisionOf(MuckTruckModel model) => new(PrecisionOf(model.Spillage, Windows), model.Dust is { } dust ? PrecisionOf(dust, Passes) : null);

    public JudgedFleet ToJudged() => new(Windows, Passes);

    public int CountOf(ScoreKind kind) => ToJudged().Of(kind).Examples.Count;

    private static double PrecisionOf(BoostedScore score, JudgedExamples judged) => Ranking.AveragePrecision(score.Score(judged.Examples), judged.Truth);
}
