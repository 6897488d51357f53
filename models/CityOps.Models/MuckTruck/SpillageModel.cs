using System.Text.Json;
using CityOps.Models.Registry;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace CityOps.Models.MuckTruck;

/// <summary>What one feature of a window speaks for, in log odds: above 0 for a spill.</summary>
/// <param name="Value">NaN where nobody measured it.</param>
public readonly record struct SpillageContribution(string Feature, float Value, double LogOdds);

/// <summary>
/// Scores loaded driving windows for spillage (抛洒): boosted trees over lid, load, shaking, weight, dust, cameras and citizens. GPS alone does not prove a spill; the score orders windows, and is no probability.
/// </summary>
public sealed class SpillageModel
{
    private const string Folder = "spillage";
    private const string Manifest = "spillage.json";
    private const double Certain = 1e-9;

    private readonly MLContext _ml;
    private readonly ITransformer _model;
    private readonly float[] _typical;

    private SpillageModel(MLContext ml, ITransformer model, float[] typical, string version) => (_ml, _model, _typical, Version) = (ml, model, typical, version);

    /// <summary>Of the archive it was read from or would be kept as.</summary>
    public string Version { get; private init; }

    /// <summary>The same examples and seed give the same model.</summary>
    public static SpillageModel Train(IReadOnlyList<SpillageExample> examples, int seed)
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
        var typical = TypicalOf(examples);
        var model = new SpillageModel(ml, trainer.Fit(ml.Data.LoadFromEnumerable(Filled(examples, typical))), typical, "");
        return new SpillageModel(ml, model._model, model._typical, model.ToArchive().Version);
    }

    /// <exception cref="InvalidDataException">It was made for other features than this version of CityOps measures.</exception>
    public static SpillageModel Load(ModelArchive archive)
    {
        var manifest = JsonSerializer.Deserialize<About>(archive.Files.GetValueOrDefault(Manifest) ?? throw new InvalidDataException("The archive holds no spillage model."))!;
        if (!manifest.Features.SequenceEqual(SpillageFeatures.Names, StringComparer.Ordinal))
        {
            throw new InvalidDataException($"Spillage model {archive.Version} was made for other features. Train again: cityops train muck-truck --promote");
        }

        var ml = new MLContext(0);
        using var zip = archive.Model(Folder);
        return new SpillageModel(ml, ml.Model.Load(zip, out _), manifest.Typical, archive.Version);
    }

    public ModelArchive ToArchive()
    {
        var archive = new ModelArchive();
        using var zip = new MemoryStream();
        _ml.Model.Save(_model, _ml.Data.LoadFromEnumerable(Array.Empty<SpillageExample>()).Schema, zip);
        zip.Position = 0;
        archive.AddModel(Folder, zip);
        archive.Add(Manifest, JsonSerializer.SerializeToUtf8Bytes(new About([.. SpillageFeatures.Names], _typical)));
        return archive;
    }

    public IReadOnlyList<double> Score(IReadOnlyList<SpillageExample> windows)
    {
        var scored = _model.Transform(_ml.Data.LoadFromEnumerable(Filled(windows, _typical)));
        return [.. scored.GetColumn<float>("Score").Select(score => 1 / (1 + Math.Exp(-score)))];
    }

    /// <summary>How the score of a window would change if one feature after the other were as in most windows; the strongest first.</summary>
    public IReadOnlyList<SpillageContribution> Explain(SpillageExample window)
    {
        var variants = new List<SpillageExample> { window };
        for (var i = 0; i < SpillageExample.Count; i++)
        {
            var features = (float[])window.Features.Clone();
            features[i] = _typical[i];
            variants.Add(new SpillageExample { Features = features });
        }

        var scores = Score(variants).Select(LogOdds).ToList();
        return
        [
            .. SpillageFeatures.Names.Select((name, i) => new SpillageContribution(name, window.Features[i], Math.Round(scores[0] - scores[i + 1], 3)))
                .Where(c => c.LogOdds != 0)
                .OrderByDescending(c => Math.Abs(c.LogOdds)).ThenBy(c => c.Feature, StringComparer.Ordinal),
        ];
    }

    // FastTree leaves out what has a gap; what nobody measured is taken as in most windows.
    private static IEnumerable<SpillageExample> Filled(IReadOnlyList<SpillageExample> windows, float[] typical) => windows.Select(window => new SpillageExample
    {
        Features = [.. window.Features.Select((value, i) => float.IsNaN(value) ? typical[i] : value)],
        Label = window.Label,
    });

    private static double LogOdds(double score)
    {
        var clamped = Math.Clamp(score, Certain, 1 - Certain);
        return Math.Log(clamped / (1 - clamped));
    }

    private static float[] TypicalOf(IReadOnlyList<SpillageExample> examples) =>
    [
        .. Enumerable.Range(0, SpillageExample.Count).Select(i =>
        {
            var known = examples.Select(e => e.Features[i]).Where(value => !float.IsNaN(value)).Order().ToList();
            return known.Count == 0 ? 0 : known[known.Count / 2];
        }),
    ];

    private sealed record About(string[] Features, float[] Typical);
}
