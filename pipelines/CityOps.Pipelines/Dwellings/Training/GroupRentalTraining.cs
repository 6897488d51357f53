using System.Text.Json;
using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>How the cold start's districts are made: four seasons, each with dwellings of its own.</summary>
/// <param name="Seed">Must differ from any district that is scored or evaluated.</param>
/// <param name="DwellingsPerSeason">Dwellings of each of the windows.</param>
/// <param name="RentalShare">The base rate that the probability is calibrated to, 0 to 1.</param>
public sealed record ColdStartOptions(ulong Seed = 7_001, int DwellingsPerSeason = 2_500, double RentalShare = 0.05, string TimeZone = "Asia/Shanghai", int FewestPeers = 10)
{
    /// <summary>The last days of the windows.</summary>
    public static IReadOnlyList<DateOnly> Seasons { get; } = [new(2025, 1, 19), new(2025, 4, 20), new(2025, 7, 27), new(2025, 10, 26)];
}

/// <summary>The two ways to a model: from made-up districts before any visit, and from the outcomes of visits.</summary>
public static class GroupRentalTraining
{
    // Enough for the profile of a district, whatever its size and however many days were visited.
    private const int MostInProfile = 50_000;
    private const ulong ProfileSeed = 17;

    private static readonly string LabelsSql = SqlText.Read("Dwellings.Training.Labels.sql");
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Trains on made-up districts, landed in a scratch warehouse. The same options give the same bytes.</summary>
    public static async Task<TrainedModel> ColdStartAsync(
        IWarehouse scratch, ITrainingDistrict district, ColdStartOptions coldStart, TrainingOptions training, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(coldStart.TimeZone);
        var land = new ScratchDistrict(scratch, district, zone, coldStart.FewestPeers);
        await land.PrepareAsync(cancellationToken);
        var seasons = new List<TrainingSet>();
        for (var season = 0; season < ColdStartOptions.Seasons.Count; season++)
        {
            seasons.Add(await land.RowsAsync(
                coldStart.Seed + (ulong)season, coldStart.DwellingsPerSeason, ColdStartOptions.Seasons[season], coldStart.RentalShare, cancellationToken));
        }

        return GroupRentalTrainer.Train(TrainingSet.Join(seasons), training);
    }

    /// <summary>
    /// Trains on a running warehouse: the dwellings that visits or imported lists gave a label, each with the window that ends at its visit. "No entry" is not
    /// a label, a dismissal at a desk is no truth.
    /// </summary>
    /// <exception cref="ModelRequestException">There are too few labels of either kind; the message says how many.</exception>
    public static async Task<TrainedModel> FromLabelsAsync(
        IWarehouse warehouse, TimeZoneInfo zone, int fewestPeers, TrainingOptions training, CancellationToken cancellationToken, IProgress<TrainingStep>? progress = null)
    {
        progress?.Report(new TrainingStep("reading labels", 0));
        var labels = new List<VisitLabel>();
        await foreach (var label in warehouse.QueryAsync(LabelsSql, WarehouseParameters.None, VisitLabel.Read, cancellationToken))
        {
            labels.Add(label);
        }

        const int Fewest = 30;
        var confirmed = labels.Count(l => l.Confirmed);
        if (confirmed < Fewest || labels.Count - confirmed < Fewest)
        {
            throw new ModelRequestException(
                $"Training needs at least {Fewest} confirmed and {Fewest} unfounded visits; there are {confirmed} and {labels.Count - confirmed}. Use the cold-start model until then.")
            {
                Code = "too_few_visits",
                Figures = new Dictionary<string, int>(StringComparer.Ordinal) { ["needed"] = Fewest, ["confirmed"] = confirmed, ["unfounded"] = labels.Count - confirmed },
            };
        }

        var features = new DwellingFeatureStore(warehouse, zone, fewestPeers);
        await features.SettleAsync(cancellationToken);
        var sets = new List<TrainingSet>();
        var days = labels.GroupBy(l => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(l.WindowEnd, zone).DateTime)).OrderBy(g => g.Key).ToList();
        foreach (var day in days)
        {
            progress?.Report(new TrainingStep("reading features", 0.05 + (0.45 * sets.Count / days.Count)));
            sets.Add(await RowsOfDayAsync(features, day.Key, [.. day], zone, days.Count, cancellationToken));
        }

        progress?.Report(new TrainingStep("learning", 0.5));
        return GroupRentalTrainer.Train(TrainingSet.Join(sets), training, done => progress?.Report(new TrainingStep("learning", 0.5 + (0.45 * done))));
    }

    /// <summary>The metrics as the registry and the model card keep them.</summary>
    public static byte[] MetricsJson(TrainedModel model) => JsonSerializer.SerializeToUtf8Bytes(model.Metrics, Json);

    /// <summary>Keeps a trained version in the registry, with its entry, its card and the rows it was judged on; it scores nothing until somebody points an alias at it.</summary>
    public static string Register(ModelRegistry registry, TrainedModel model) => registry.Add(model.Archive, FilesBeside(model));

    /// <summary>What is kept beside a version, by the names of the files.</summary>
    public static IReadOnlyDictionary<string, byte[]> FilesBeside(TrainedModel model)
    {
        var (entry, loaded) = (ModelEntry.Of(model), GroupRentalModel.Load(model.Archive));
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["metrics.json"] = MetricsJson(model),
            [ModelEntry.File] = entry.ToBytes(),
            [ModelCard.File] = System.Text.Encoding.UTF8.GetBytes(ModelCard.Of(entry, loaded, model.HeldOut)),
            [HeldOutRows.File] = HeldOutRows.ToBytes(model.HeldOut),
            [VersionEvaluation.File] = VersionEvaluation.Of(loaded, model.HeldOut).ToBytes(),
            [TrainingProfile.File] = model.Profile.ToBytes(),
        };
    }

    // Always the same dwellings of a district, evenly from all of them.
    private static List<int> SomeOf(ulong[] keys, int most)
    {
        var share = Math.Min(1, Math.Max(most, 100) / (double)Math.Max(1, keys.Length));
        return [.. HouseholdSplit.Rows(keys, ProfileSeed, 0, share)];
    }

    private static async Task<TrainingSet> RowsOfDayAsync(
        DwellingFeatureStore features, DateOnly day, IReadOnlyList<VisitLabel> labels, TimeZoneInfo zone, int days, CancellationToken cancellationToken)
    {
        var asOf = DwellingWindow.StartOf(day, zone);
        var window = DwellingWindow.EndingAt(asOf, zone, GroupRentalFeatures.WindowDays);
        var table = await features.ReadAsync(window, asOf, cancellationToken);
        var byKey = labels.GroupBy(l => l.DwellingKey).ToDictionary(g => g.Key, g => g.Last());
        List<int> rows = [.. Enumerable.Range(0, table.Keys.Length).Where(i => byKey.ContainsKey(table.Keys[i]))];
        var visited = rows.Select(i => byKey[table.Keys[i]]).ToList();
        return new TrainingSet(
            table.Features.Take(rows),
            [.. rows.Select(i => table.Keys[i])],
            [.. visited.Select(l => l.PeopleFound ?? float.NaN)],
            [.. visited.Select(l => l.Confirmed ? 1f : 0f)],
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rows.Count} visited, {window.FromDay:yyyy-MM-dd} to {day.AddDays(-1):yyyy-MM-dd}"),
            "labels")
        {
            Groups = [.. rows.Select(i => new RowGroups(table.Facts[i].Town, table.Facts[i].Tenure, BuiltIn: table.Facts[i].BuiltYear))],
            Population = table.Features.Take(SomeOf(table.Keys, MostInProfile / days)),
        };
    }
}
