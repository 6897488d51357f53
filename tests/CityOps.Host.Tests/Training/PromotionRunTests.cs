using System.Text.Json;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Host.Training;
using CityOps.Identity;
using CityOps.Identity.Audit;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Models.Tests;
using CityOps.Pipelines.Dwellings.Training;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Tests.Training;

/// <summary><c>cityops promote SCENARIO</c> on a registry with a good and a bad version.</summary>
public sealed class PromotionRunTests : IDisposable
{
    private const string Why = "fewer families among the flagged since spring";

    private static readonly Lazy<TrainedModel> Good = new(() => GroupRentalTrainer.Train(Some.TrainingSet(2_400), Some.Options));
    private static readonly Lazy<TrainedModel> Bad = new(() => GroupRentalTrainer.Train(
        Scrambled(Some.TrainingSet(850)), Scrambled(Some.TrainingSet(180, seed: 2)), Some.TrainingSet(480, seed: 3), Some.Options));

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("cityops-promote-");
    private readonly ModelRegistry _registry;

    public PromotionRunTests()
    {
        Assert.SkipWhen(NativeLearner.WhyMissing is not null, NativeLearner.WhyMissing ?? "");
        _registry = new ModelRegistry(Path.Combine(_data.FullName, "models"), "group-rental");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_version_is_promoted_and_the_list_says_which_one_works()
    {
        var (bad, good) = Two();
        Assert.Equal(0, (await RunAsync(new Asked(bad))).Code);

        Assert.Equal(0, (await RunAsync(new Asked(good))).Code);

        Assert.Contains($"{good}  champion", (await RunAsync(new Asked(null))).Output, StringComparison.Ordinal);
        Assert.Equal(good, (await JsonAsync(new Asked(null))).GetProperty("champion").GetString());
    }

    [Fact]
    public async Task Versions_of_muck_trucks_go_through_the_same_desk_into_the_same_audit_log()
    {
        var trucks = new ModelRegistry(Path.Combine(_data.FullName, "models"), "muck-truck");
        var (good, bad) = (SomeFleet.Register(trucks, seed: 1), SomeFleet.Register(trucks, seed: 2, noise: 1));

        Assert.Equal(0, (await RunAsync(new Asked(good), PromotedScenario.MuckTruck)).Code);
        var refused = await RunAsync(new Asked(bad), PromotedScenario.MuckTruck);

        Assert.Equal(1, refused.Code);
        Assert.Contains("worse  average_precision, spillage", refused.Output, StringComparison.Ordinal);
        Assert.Equal(good, trucks.VersionOf(ModelRegistry.Champion));
        Assert.Null(_registry.VersionOf(ModelRegistry.Champion));
    }

    [Fact]
    public async Task A_worse_version_ends_with_one_and_the_figures()
    {
        var (bad, good) = Two();
        await RunAsync(new Asked(good));

        var refused = await RunAsync(new Asked(bad));

        Assert.Equal(1, refused.Code);
        Assert.Matches(@"worse\s+average_precision\s+\d\.\d{3} -> \d\.\d{3}", refused.Output);
        Assert.Equal(good, _registry.VersionOf(ModelRegistry.Champion));
        var said = await JsonAsync(new Asked(bad));
        Assert.False(said.GetProperty("promoted").GetBoolean());
        Assert.Equal("refused", said.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Despite_the_gate_it_takes_a_second_person()
    {
        var (bad, good) = Two();
        await RunAsync(new Asked(good));

        Assert.Equal(1, (await RunAsync(new Asked(bad, By: "one", DespiteGate: true))).Code);
        Assert.Equal(good, _registry.VersionOf(ModelRegistry.Champion));
        Assert.Equal(1, (await RunAsync(new Asked(bad, By: "One ", DespiteGate: true))).Code);
        Assert.Equal(good, _registry.VersionOf(ModelRegistry.Champion));
        Assert.Equal(0, (await RunAsync(new Asked(bad, By: "two", DespiteGate: true))).Code);
        Assert.Equal(bad, _registry.VersionOf(ModelRegistry.Champion));
    }

    [Fact]
    public async Task A_rollback_goes_back_to_the_version_before_and_one_too_many_says_so()
    {
        var (bad, good) = Two();
        await RunAsync(new Asked(bad));
        await RunAsync(new Asked(good));

        Assert.Equal(0, (await RunAsync(new Asked(null, Rollback: true))).Code);

        Assert.Equal(bad, _registry.VersionOf(ModelRegistry.Champion));
        await Assert.ThrowsAsync<CommandException>(() => RunAsync(new Asked(null, Rollback: true)));
    }

    [Fact]
    public async Task A_challenger_scores_beside_the_champion_and_changes_nothing_else()
    {
        var (bad, good) = Two();
        await RunAsync(new Asked(good));

        var said = await RunAsync(new Asked(bad, Challenger: true));

        Assert.Equal(0, said.Code);
        Assert.Contains("in shadow", said.Output, StringComparison.Ordinal);
        Assert.Equal((good, bad), (_registry.VersionOf(ModelRegistry.Champion), _registry.VersionOf(ModelRegistry.Challenger)));
    }

    [Fact]
    public async Task What_cannot_be_done_names_the_reason()
    {
        var (_, good) = Two();

        Assert.Contains("There are:", (await Assert.ThrowsAsync<CommandException>(() => RunAsync(new Asked("0000000000000000", Challenger: true)))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CommandException>(() => RunAsync(new Asked("0000000000000000")));
        Assert.Contains("--reason", (await Assert.ThrowsAsync<CommandException>(() => RunAsync(new Asked(good, Reason: "better")))).Message, StringComparison.Ordinal);
        Assert.Contains("--by", (await Assert.ThrowsAsync<CommandException>(() => RunAsync(new Asked(good, By: " ")))).Message, StringComparison.Ordinal);
        Assert.Null(_registry.VersionOf(ModelRegistry.Champion));
    }

    [Fact]
    public async Task Each_wish_is_in_the_audit_log_before_it_takes_effect()
    {
        var (bad, good) = Two();
        await RunAsync(new Asked(bad));
        await RunAsync(new Asked(good));
        await RunAsync(new Asked(bad, By: " one ", DespiteGate: true));
        await RunAsync(new Asked(bad, Challenger: true));
        await RunAsync(new Asked(null, Rollback: true));

        await using var services = new ServiceCollection().AddLogging().AddCityOpsIdentity(HostConfiguration.Build(DataFolder.OpenExisting(_data))).BuildServiceProvider();
        var entries = await services.GetRequiredService<IAuditLog>().FindAsync(new AuditFilter(Actor: "one", Action: AuditAction.ModelPromoted), before: null, limit: 10, Cancel);
        Assert.Equal(
            [$"group-rental {bad}", $"group-rental {good}", $"group-rental {bad} despite the gate", $"group-rental {bad} in shadow", "group-rental rollback"], entries.OrderBy(e => e.Sequence).Select(e => e.Subject));
        Assert.All(entries, e => Assert.Equal(Why, e.Reason));
    }

    private (string Bad, string Good) Two() => (GroupRentalTraining.Register(_registry, Bad.Value), GroupRentalTraining.Register(_registry, Good.Value));

    private async Task<(int Code, string Output)> RunAsync(Asked asked, PromotedScenario? scenario = null)
    {
        using var output = new StringWriter();
        var request = new PromotionRequest(asked.Version, asked.By, asked.Reason, asked.Rollback, asked.Challenger, asked.DespiteGate, asked.Json);
        return (await PromotionRun.RunAsync(scenario ?? PromotedScenario.GroupRental, DataFolder.OpenExisting(_data), request, TimeProvider.System, output, Cancel), output.ToString());
    }

    private async Task<JsonElement> JsonAsync(Asked asked) => JsonDocument.Parse((await RunAsync(asked with { Json = true })).Output).RootElement;

    // Labels that have nothing to do with the dwellings; what it is judged on is true.
    private static TrainingSet Scrambled(TrainingSet set) => set with { Rental = [.. set.Rental.Select((_, i) => i % 11 == 0 ? 1f : 0)] };

    private sealed record Asked(string? Version, string By = "one", string Reason = Why, bool Rollback = false, bool Challenger = false, bool DespiteGate = false, bool Json = false);
}
