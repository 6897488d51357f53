using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;

namespace CityOps.Models.Tests;

/// <summary>Made-up examples of muck trucks, and versions that learnt from them. Four examples a truck; every fourth is true.</summary>
public static class SomeFleet
{
    private const int Count = 400;

    /// <param name="noise">0: the first features tell the true ones; 1: nothing does.</param>
    public static JudgedFleet Judged(int seed, double noise = 0.3) => new(Examples(ScoreKind.Spillage, seed, noise), Examples(ScoreKind.Dust, seed + 1, noise));

    public static MuckTruckModel Model(JudgedFleet learnt) => new(
        BoostedScore.Train(ScoreKind.Spillage, learnt.Spillage.Examples, seed: 1), BoostedScore.Train(ScoreKind.Dust, learnt.Dust.Examples, seed: 1));

    /// <summary>Registers a version as <c>train muck-truck</c> does.</summary>
    public static string Register(ModelRegistry registry, int seed, double noise = 0.3)
    {
        var (learnt, judged) = (Judged(seed, noise), Judged(seed: 900));
        var model = Model(learnt);
        return FleetEvaluation.Of(model, "simulated", $"a made-up fleet (seed {seed})", seed, kind => learnt.Of(kind).Examples.Count, judged, _ => 0.5).Register(registry, model, judged, "{}"u8.ToArray());
    }

    private static JudgedExamples Examples(ScoreKind kind, int seed, double noise)
    {
        var random = new Random(seed);
        List<ScoredExample> examples =
        [
            .. Enumerable.Range(0, Count).Select(i => new ScoredExample
            {
                Label = i % 4 == 0,
                Features = [.. Enumerable.Range(0, kind.Features.Count).Select(at => Feature(at, i % 4 == 0))],
            }),
        ];
        return JudgedExamples.Of(examples, [.. Enumerable.Range(0, Count).Select(i => $"truck-{i / 4}")]);

        // The last is what nobody measured.
        float Feature(int at, bool isTrue) => at == kind.Features.Count - 1 ? float.NaN : (float)((at < 2 && isTrue ? 1 - noise : 0) + random.NextDouble());
    }
}
