using System.Collections.Concurrent;
using System.Text.Json;
using CityOps.Models.Registry;
using CityOps.Models.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CityOps.Models.GroupRental;

/// <summary>Scores of rows, column by column.</summary>
public sealed record GroupRentalScores(float[] Probability, float[] Occupants, float[] OccupantsLow, float[] OccupantsHigh);

/// <summary>
/// One version of the model: estimates occupants with an interval, the calibrated probability of a group rental, and what each feature added to it. It has a pair of
/// tree models for each <see cref="UtilityMix"/> it learnt; a row is scored by the richest one that it can feed. Scores whole batches, in pieces on all cores: a row's scores depend on nothing but the row. Thread-safe.
/// </summary>
public sealed class GroupRentalModel
{
    internal const string ManifestFile = "manifest.json";
    internal const string Contributions = "FeatureContributions";

    // Enough that starting a Transform costs little, few enough that what is copied of them stays small.
    private const int RowsPerPiece = 16_384;

    private readonly IReadOnlyList<Part> _parts;
    private readonly ConcurrentDictionary<UtilityMix, int> _partOf = new();

    private GroupRentalModel(string version, GroupRentalManifest manifest, IReadOnlyList<Part> parts)
    {
        Version = version;
        Manifest = manifest;
        _parts = parts;
    }

    public string Version { get; }

    public GroupRentalManifest Manifest { get; }

    /// <summary>Whether it was trained on the features that this version of CityOps computes.</summary>
    public bool KnowsOurFeatures => Manifest.Features.SequenceEqual(GroupRentalFeatures.Names, StringComparer.Ordinal);

    public static GroupRentalModel Load(ModelArchive archive)
    {
        var manifest = JsonSerializer.Deserialize<GroupRentalManifest>(archive.Files[ManifestFile])
            ?? throw new InvalidDataException("The model's manifest is empty.");
        var ml = new MLContext(seed: 1);
        return new GroupRentalModel(archive.Version, manifest, [.. manifest.Mixes.Select(m => new Part(m, Load(OccupantsFolder(m.Mix)), Load(RentalFolder(m.Mix))))]);

        ITransformer Load(string folder)
        {
            using var file = archive.Model(folder);
            return ml.Model.Load(file, out _);
        }
    }

    public GroupRentalScores Score(FeatureMatrix rows, CancellationToken cancellationToken = default)
    {
        RequireOurColumns(rows);
        var (probability, occupants) = (new float[rows.Rows], new float[rows.Rows]);
        var (low, high) = (new float[rows.Rows], new float[rows.Rows]);
        ForEachPart(rows, (part, its) =>
        {
            var known = rows.Take(its);
            part.Learnt.Mix.HideIn(known);
            var people = ScoresOf(part.Occupants, known, Manifest.NotKnown);
            var score = LogOddsOf(part.Rental, part.Learnt.Linear, Manifest.Options.LinearShare, EstimatedPeople.Beside(known, people), Manifest.NotKnown);
            for (var at = 0; at < its.Count; at++)
            {
                var row = its[at];
                occupants[row] = Math.Max(0, people[at]);
                probability[row] = part.Learnt.Calibration.ProbabilityOf(score[at]);
                (low[row], high[row]) = part.Learnt.Interval.Around(occupants[row]);
            }
        }, cancellationToken);

        return new GroupRentalScores(probability, occupants, low, high);
    }

    /// <summary>
    /// What each measured feature, and the estimate behind them, added to (or took from) the log-odds of a group rental, row by row; a column for each of <see cref="GroupRentalFeatures.Explained"/>. What a
    /// reading says as such and beyond its peers is counted together: a reviewer reads one number, with the peers beside it.
    /// </summary>
    public FeatureMatrix Explain(FeatureMatrix rows, CancellationToken cancellationToken = default)
    {
        RequireOurColumns(rows);
        string[] names = [.. GroupRentalFeatures.Explained.Select(f => f.Name)];
        var values = new float[rows.Rows * names.Length];
        ForEachPart(rows, (part, its) =>
        {
            var each = new float[rows.Width + EstimatedPeople.All.Count];
            var known = rows.Take(its);
            part.Learnt.Mix.HideIn(known);
            var beside = EstimatedPeople.Beside(known, ScoresOf(part.Occupants, known, Manifest.NotKnown));
            var scored = part.Rental.Transform(new FeatureView(beside, notKnown: Manifest.NotKnown));
            var column = scored.Schema[Contributions];
            using var cursor = scored.GetRowCursor([column]);
            var getter = cursor.GetGetter<VBuffer<float>>(column);
            var buffer = default(VBuffer<float>);
            while (cursor.MoveNext())
            {
                getter(ref buffer);
                buffer.CopyTo(each);
                part.Learnt.Linear.AddTo(each, beside.Row((int)cursor.Position), Manifest.Options.LinearShare);
                Gather(each, values.AsSpan(its[(int)cursor.Position] * names.Length, names.Length));
            }
        }, cancellationToken);

        return new FeatureMatrix(names, values);
    }

    internal static string OccupantsFolder(UtilityMix mix) => mix.Name + "/occupants";

    internal static string RentalFolder(UtilityMix mix) => mix.Name + "/rental";

    /// <summary>Log-odds of a group rental before calibration: those of the trees, and a share of those of a straight line.</summary>
    internal static float[] LogOddsOf(ITransformer trees, LinearOdds linear, double share, FeatureMatrix rows, float notKnown = FeatureView.NotKnown)
    {
        var scores = ScoresOf(trees, rows, notKnown);
        if (share > 0)
        {
            var line = linear.ScoresOf(rows);
            for (var row = 0; row < scores.Length; row++)
            {
                scores[row] += (float)(share * line[row]);
            }
        }

        return scores;
    }

    internal static float[] ScoresOf(ITransformer model, FeatureMatrix rows, float notKnown = FeatureView.NotKnown)
    {
        var scores = new float[rows.Rows];
        var scored = model.Transform(new FeatureView(rows, notKnown: notKnown));
        var column = scored.Schema["Score"];
        using var cursor = scored.GetRowCursor([column]);
        var getter = cursor.GetGetter<float>(column);
        while (cursor.MoveNext())
        {
            getter(ref scores[cursor.Position]);
        }

        return scores;
    }

    private static void Gather(ReadOnlySpan<float> each, Span<float> explained)
    {
        var measured = GroupRentalFeatures.Measured.Count;
        each[..measured].CopyTo(explained);
        var beyond = each[measured..^EstimatedPeople.All.Count];
        for (var at = 0; at < beyond.Length; at++)
        {
            explained[GroupRentalFeatures.Scaled[at]] += beyond[at];
        }

        each[^EstimatedPeople.All.Count..].CopyTo(explained[measured..]);
    }

    // Each row once, with the others of its piece that the same part scores.
    private void ForEachPart(FeatureMatrix rows, Action<Part, List<int>> work, CancellationToken cancellationToken)
    {
        var columns = MixColumns.Of(rows);
        var eachCore = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, (rows.Rows + RowsPerPiece - 1) / RowsPerPiece, eachCore, piece =>
        {
            var groups = _parts.Select(_ => new List<int>()).ToList();
            for (var row = piece * RowsPerPiece; row < Math.Min(rows.Rows, (piece + 1) * RowsPerPiece); row++)
            {
                groups[PartOf(columns.MixOf(rows.Row(row)))].Add(row);
            }

            foreach (var (part, its) in _parts.Zip(groups).Where(p => p.Second.Count > 0))
            {
                work(part, its);
            }
        });
    }

    // The richest that the row can feed; where it can feed none, the one that needs least.
    private int PartOf(UtilityMix mix) => _partOf.GetOrAdd(mix, known =>
    {
        for (var part = 0; part < _parts.Count; part++)
        {
            if (_parts[part].Learnt.Mix.IsWithin(known))
            {
                return part;
            }
        }

        return _parts.Count - 1;
    });

    private void RequireOurColumns(FeatureMatrix rows)
    {
        if (!rows.Names.SequenceEqual(Manifest.Features, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Model {Version} was trained on other features than these: train it again for this version of CityOps.", nameof(rows));
        }
    }

    private sealed record Part(LearntMix Learnt, ITransformer Occupants, ITransformer Rental);
}
