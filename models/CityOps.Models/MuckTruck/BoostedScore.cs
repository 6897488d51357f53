using System.Text.Json;
using CityOps.Models.Registry;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace CityOps.Models.MuckTruck;

/// <summary>What one feature speaks for, in log odds: above 0 for what the score finds.</summary>
/// <param name="Value">NaN where nobody measured it.</param>
public readonly record struct ScoreContribution(string Feature, float Value, double LogOdds);

/// <summary>Boosted trees (ML.NET FastTree) over what was measured, with the probability that they give; how far that holds on another fleet, <c>evaluate muck-truck</c> says.</summary>
public sealed class BoostedScore
{
    private const double Certain = 1e-9;

    private readonly MLContext _ml;
    private readonly ITransformer _model;
    private readonly ScoreKind _kind;
    private readonly float[] _typical;

    private BoostedScore(MLContext ml, ITransformer model, ScoreKind kind, float[] typical) => (_ml, _model, _kind, _typical) = (ml, model, kind, typical);

    /// <summary>The same examples and seed give the same model.</summary>
    public static BoostedScore Train(ScoreKind kind, IReadOnlyList<ScoredExample> examples, int seed)
    {
        var ml = new MLContext(seed);
        var trainer = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfLeaves = 12,
            NumberOfTrees = 120,
            LearningRate = 0.08,
            MinimumExampleCountPerLeaf = 15,
            NumberOfThreads = 1,
            Seed = seed,
        });
        var typical = TypicalOf(kind, examples);
        return new BoostedScore(ml, trainer.Fit(View(ml, kind, Filled(examples, typical))), kind, typical);
    }

    /// <returns>Null where the archive holds none of this kind.</returns>
    /// <exception cref="InvalidDataException">It was made for other features than this version of CityOps measures.</exception>
    public static BoostedScore? Load(ScoreKind kind, ModelArchive archive)
    {
        if (archive.Files.GetValueOrDefault(ManifestOf(kind)) is not { } written)
        {
            return null;
        }

        var manifest = JsonSerializer.Deserialize<About>(written)!;
        if (!manifest.Features.SequenceEqual(kind.Features, StringComparer.Ordinal))
        {
            throw new InvalidDataException($"The {kind.Name} score of model {archive.Version} was made for other features. Train again: cityops train muck-truck --promote");
        }

        var ml = new MLContext(0);
        using var zip = archive.Model(kind.Name);
        return new BoostedScore(ml, ml.Model.Load(zip, out _), kind, manifest.Typical);
    }

    public void AddTo(ModelArchive archive)
    {
        using var zip = new MemoryStream();
        _ml.Model.Save(_model, View(_ml, _kind, []).Schema, zip);
        zip.Position = 0;
        archive.AddModel(_kind.Name, zip);
        archive.Add(ManifestOf(_kind), JsonSerializer.SerializeToUtf8Bytes(new About([.. _kind.Features], _typical)));
    }

    /// <returns>Probabilities in the examples' order.</returns>
    public IReadOnlyList<double> Score(IReadOnlyList<ScoredExample> examples)
    {
        if (examples.Count == 0)
        {
            return [];
        }

        var scored = _model.Transform(View(_ml, _kind, Filled(examples, _typical)));
        return [.. scored.GetColumn<float>("Probability").Select(probability => (double)probability)];
    }

    /// <summary>How the score would change if one feature after the other were as in most examples; the strongest first.</summary>
    public IReadOnlyList<ScoreContribution> Explain(ScoredExample example)
    {
        var variants = new List<ScoredExample> { example };
        for (var i = 0; i < _kind.Features.Count; i++)
        {
            var features = (float[])example.Features.Clone();
            features[i] = _typical[i];
            variants.Add(new ScoredExample { Features = features });
        }

        var scores = Score(variants).Select(LogOdds).ToList();
        return
        [
            .. _kind.Features.Select((name, i) => new ScoreContribution(name, example.Features[i], Math.Round(scores[0] - scores[i + 1], 3)))
                .Where(c => c.LogOdds != 0)
                .OrderByDescending(c => Math.Abs(c.LogOdds)).ThenBy(c => c.Feature, StringComparer.Ordinal),
        ];
    }

    private static string ManifestOf(ScoreKind kind) => kind.Name + ".json";

    private static IDataView View(MLContext ml, ScoreKind kind, IEnumerable<ScoredExample> examples)
    {
        var schema = SchemaDefinition.Create(typeof(ScoredExample));
        schema[nameof(ScoredExample.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, kind.Features.Count);
        return ml.Data.LoadFromEnumerable(examples, schema);
    }

    // FastTree leaves out what has a gap; what nobody measured is taken as in most examples.
    private static IEnumerable<ScoredExample> Filled(IReadOnlyList<ScoredExample> examples, float[] typical) => examples.Select(example => new ScoredExample
    {
        Features = [.. example.Features.Select((value, i) => float.IsNaN(value) ? typical[i] : value)],
        Label = example.Label,
    });

    private static double LogOdds(double score)
    {
        var clamped = Math.Clamp(score, Certain, 1 - Certain);
        return Math.Log(clamped / (1 - clamped));
    }

    private static float[] TypicalOf(ScoreKind kind, IReadOnlyList<ScoredExample> examples) =>
    [
        .. Enumerable.Range(0, kind.Features.Count).Select(i =>
        {
            var known = examples.Select(e => e.Features[i]).Where(value => !float.IsNaN(value)).Order().ToList();
            return known.Count == 0 ? 0 : known[known.Count / 2];
        }),
    ];

    private sealed record About(string[] Features, float[] Typical);
}
