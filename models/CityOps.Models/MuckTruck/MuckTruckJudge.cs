using CityOps.Models.Evaluation;
using CityOps.Models.Registry;

namespace CityOps.Models.MuckTruck;

/// <summary>
/// Holds a version of the muck-truck scores against the champion, on what the version was judged on. A version is both scores: it is worse where either orders worse, where its probabilities come
/// true less than they may, or where it lacks a score that the champion has.
/// </summary>
public sealed class MuckTruckJudge(ModelRegistry registry) : IVersionJudge
{
    // As of group rentals, since chance moves each figure a little: so much average precision may be lost; so much error of calibration is allowed to anyone, and so much more than the champion's.
    private const double AveragePrecisionLess = 0.01;
    private const double CalibrationErrorAllowed = 0.03;
    private const double CalibrationErrorMore = 0.005;

    public IReadOnlyList<GateFigure> Judge(string version)
    {
        // Also where there is no champion: one that cannot score here must not become it.
        var model = MuckTruckModel.Load(registry.Read(version));
        if (registry.VersionOf(ModelRegistry.Champion) is not { } current || string.Equals(current, version, StringComparison.Ordinal))
        {
            return [];
        }

        ModelArchive archive;
        try
        {
            archive = registry.Read(current);
        }
        catch (InvalidDataException)
        {
            return GateFigure.WithoutChampion;
        }

        if (Usable(archive) is not { } champion)
        {
            // It was made for other features than are measured now and cannot score any more.
            return [];
        }

        return (registry.ReadBeside(version, JudgedFleet.File) ?? registry.ReadBeside(current, JudgedFleet.File)) is { } judged
            ? Compare(champion, model, JudgedFleet.FromBytes(judged))
            : GateFigure.WithoutRows;
    }

    private static IReadOnlyList<GateFigure> Compare(MuckTruckModel champion, MuckTruckModel challenger, JudgedFleet judged) =>
        [.. ScoreKind.All.SelectMany(kind => Compare(kind, champion.Of(kind), challenger.Of(kind), judged.Of(kind)))];

    private static IEnumerable<GateFigure> Compare(ScoreKind kind, BoostedScore? champion, BoostedScore? challenger, JudgedExamples judged)
    {
        if (champion is null && challenger is null)
        {
            yield break;
        }

        var truth = judged.Truth;
        var (before, after) = (champion?.Score(judged.Examples), challenger?.Score(judged.Examples));
        var (precision, newPrecision) = (Of(before, s => Ranking.AveragePrecision(s, truth)), Of(after, s => Ranking.AveragePrecision(s, truth)));
        yield return new GateFigure($"average_precision, {kind.Name}", precision, newPrecision, champion is not null && !(newPrecision >= precision - AveragePrecisionLess));
        var (error, newError) = (Of(before, s => Ranking.CalibrationError(s, truth)), Of(after, s => Ranking.CalibrationError(s, truth)));
        yield return new GateFigure($"calibration_error, {kind.Name}", error, newError, champion is not null && newError > Math.Max(CalibrationErrorAllowed, error + CalibrationErrorMore));
    }

    private static double Of(IReadOnlyList<double>? scores, Func<IReadOnlyList<double>, double> figure) => scores is null ? double.NaN : figure(scores);

    private static MuckTruckModel? Usable(ModelArchive archive)
    {
        try
        {
            return MuckTruckModel.Load(archive);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
