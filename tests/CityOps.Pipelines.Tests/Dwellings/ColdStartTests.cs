using CityOps.Host.Training;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>Trains from simulated districts on a real engine. All figures here are simulated.</summary>
[Collection(nameof(ColdStartTests))]
public sealed class ColdStartTests
{
    [Fact]
    public async Task The_same_options_give_the_same_bytes()
    {
        var options = new ColdStartOptions(Seed: 501, DwellingsPerSeason: 60, RentalShare: 0.25);
        var training = new TrainingOptions(Trees: 30, Leaves: 8, RentalTrees: 40);

        var first = await TrainAsync(options, training);
        var again = await TrainAsync(options, training);

        Assert.Equal(first.Archive.Version, again.Archive.Version);
        Assert.Equal(first.Archive.ToBytes(), again.Archive.ToBytes());
    }

    [Fact]
    public void The_shipped_model_is_small_whole_and_of_these_features()
    {
        var archive = ColdStartModel.Archive();

        Assert.InRange(archive.ToBytes().Length, 10_000, 3_000_000);
        Assert.Equal(GroupRentalFeatures.Names, GroupRentalModel.Load(archive).Manifest.Features);
        Assert.Contains("metrics.json", ColdStartModel.Beside().Keys);
    }

    /// <summary>Makes the shipped artefact: CITYOPS_WRITE_COLD_START names the folder to write to (models/CityOps.Models/GroupRental/ColdStart).</summary>
    [Fact]
    public async Task The_shipped_model_can_be_made_again()
    {
        var folder = Environment.GetEnvironmentVariable("CITYOPS_WRITE_COLD_START");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "CITYOPS_WRITE_COLD_START names no folder.");

        var model = await TrainAsync(new ColdStartOptions(), new TrainingOptions());
        await File.WriteAllBytesAsync(Path.Combine(folder!, "model.zip"), model.Archive.ToBytes());
        foreach (var (name, content) in GroupRentalTraining.FilesBeside(model).Where(f => f.Key is not HeldOutRows.File))
        {
            await File.WriteAllBytesAsync(Path.Combine(folder!, name), content);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{model.Archive.Version} {model.Metrics}");
    }

    private static async Task<TrainedModel> TrainAsync(ColdStartOptions options, TrainingOptions training)
    {
        Assert.SkipWhen(NativeLearner.WhyMissing is not null, NativeLearner.WhyMissing ?? "");
        await using var engine = await EngineFixture.StartAsync();
        return await GroupRentalTraining.ColdStartAsync(engine.Warehouse, new HouseholdTrainingDistrict(), options, training, TestContext.Current.CancellationToken);
    }
}
