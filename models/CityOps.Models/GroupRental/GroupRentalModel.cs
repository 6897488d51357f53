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
/// One version of the model: estimates occupants with an interval, the calibrated probability of a group rental, and what each feature added to it. Scores whole
/// batches. Thread-safe.
/// </summary>
public sealed class GroupRentalModel
{
    internal const string OccupantsFolder = "occupants";
    internal const string RentalFolder = "rental";
    internal const string ManifestFile = "manifest.json";
    internal const string Contributions = "FeatureContributions";

    private readonly ITransformer _occupants;
    private readonly ITransformer _rental;
    private readonly ConcurrentDictionary<UtilityMix, (PlattScaling Calibration, OccupantInterval Interval)> _fitted = new();

    private GroupRentalModel(string version, GroupRentalManifest manifest, ITransformer occupants, ITransformer rental)
    {
        Version = version;
        Manifest = manifest;
        _occupants = occupants;
        _rental = rental;
    }

    public string Version { get; }

    public GroupRentalManifest Manifest { get; }

    public static GroupRentalModel Load(ModelArchive archive)
    {
        var ml = new MLContext(seed: 1);
        var manifest = JsonSerializer.Deserialize<GroupRentalManifest>(archive.Files[ManifestFile])
            ?? throw new InvalidDataException("The model's manifest is empty.");
        using var occupants = archive.Model(OccupantsFolder);
        using var rental = archive.Model(RentalFolder);
        return new GroupRentalModel(archive.Version, manifest, ml.Model.Load(occupants, out _), ml.Model.Load(rental, out _));
    }

    public GroupRentalScores Score(FeatureMatrix rows)
    {
        RequireOurColumns(rows);
        var occupants = ScoresOf(_occupants, rows);
        var probability = ScoresOf(_rental, rows);
        var (low, high) = (new float[rows.Rows], new float[rows.Rows]);
        var columns = MixColumns.Of(rows);
        for (var row = 0; row < rows.Rows; row++)
        {
            occupants[row] = Math.Max(0, occupants[row]);
            var (calibration, interval) = Fitted(columns.MixOf(rows.Row(row)));
            probability[row] = calibration.ProbabilityOf(probability[row]);
            (low[row], high[row]) = interval.Around(occupants[row]);
        }

        return new GroupRentalScores(probability, occupants, low, high);
    }

    /// <summary>What each feature added to (or took from) the log-odds of a group rental, row by row; a column a feature.</summary>
    public FeatureMatrix Explain(FeatureMatrix rows)
    {
        RequireOurColumns(rows);
        var values = new float[rows.Values.Length];
        var scored = _rental.Transform(new FeatureView(rows));
        var column = scored.Schema[Contributions];
        using var cursor = scored.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        var buffer = default(VBuffer<float>);
        while (cursor.MoveNext())
        {
            getter(ref buffer);
            buffer.CopyTo(values.AsSpan((int)cursor.Position * rows.Width, rows.Width));
        }

        return rows with { Values = values };
    }

    // An unknown mix takes what is least sure of itself: the flattest calibration, the widest interval.
    private (PlattScaling Calibration, OccupantInterval Interval) Fitted(UtilityMix mix)
    {
        if (!_fitted.TryGetValue(mix, out var fitted))
        {
            fitted = (
                Manifest.Calibrations.TryGetValue(mix.Name, out var its) ? its : Manifest.Calibrations.Values.MinBy(c => c.Slope)!,
                Manifest.Intervals.TryGetValue(mix.Name, out var interval) ? interval : Manifest.Intervals.Values.MaxBy(i => i.High[0] - i.Low[0])!);
            _fitted.TryAdd(mix, fitted);
        }

        return fitted;
    }

    internal static float[] ScoresOf(ITransformer model, FeatureMatrix rows)
    {
        var scores = new float[rows.Rows];
        var scored = model.Transform(new FeatureView(rows));
        var column = scored.Schema["Score"];
        using var cursor = scored.GetRowCursor([column]);
        var getter = cursor.GetGetter<float>(column);
        while (cursor.MoveNext())
        {
            getter(ref scores[cursor.Position]);
        }

        return scores;
    }

    private void RequireOurColumns(FeatureMatrix rows)
    {
        if (!rows.Names.SequenceEqual(Manifest.Features, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Model {Version} was trained on other features than these: train it again for this version of CityOps.", nameof(rows));
        }
    }
}
