using CityOps.EventLog;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Identity;
using CityOps.Identity.Audit;
using CityOps.Pipelines.Checkpoints;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Tests;

/// <summary><c>cityops checkpoints</c> on a data folder that a stopped installation has left.</summary>
public sealed class CheckpointsCommandTests : IAsyncDisposable
{
    private const string Topic = "cityops.meter-readings.v1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-checkpoints-");
    private readonly SqliteCheckpointDatabase _database;
    private readonly SqlCheckpointStore _store;

    public CheckpointsCommandTests()
    {
        _database = new SqliteCheckpointDatabase(Path.Combine(_folder.FullName, "pipelines.db"));
        _store = new SqlCheckpointStore(_database);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_was_named_is_forgotten_after_the_audit_log_has_it_and_an_old_owner_stays_out()
    {
        var owner = await StandAsync("landing", 0, 40);
        await StandAsync("landing", 1, 50);
        await StandAsync("trucks", 0, 60);

        Assert.Equal(0, await RunAsync("--partition", "0", "--yes"));

        Assert.Equal([("landing", 1, 50), ("trucks", 0, 60)], await StandAsync());
        Assert.Equal(CheckpointWrite.Fenced, await _store.AdvanceAsync(owner, 41, state: null, Cancel));
        Assert.Equal(0, (await _store.TakeOverAsync("landing", new TopicPartition(Topic, 0), "log", 0, Cancel)).NextOffset);
        var entry = Assert.Single(await AuditedAsync());
        Assert.Equal(("li.wei", "landing cityops.meter-readings.v1[0]@40", "a disk was lost"), (entry.Actor, entry.Subject, entry.Reason));
    }

    [Fact]
    public async Task Without_yes_with_a_name_that_is_wrong_or_while_the_server_runs_nothing_is_changed()
    {
        await StandAsync("landing", 0, 40);

        Assert.Equal(2, await RunAsync());
        Assert.Equal(2, await RunAsync("--partition", "7", "--yes"));
        using (DataFolder.Open(_folder).Lock())
        {
            Assert.Equal(2, await RunAsync("--yes"));
        }

        Assert.Equal([("landing", 0, 40)], await StandAsync());
        Assert.Empty(await AuditedAsync());
        Assert.Equal(0, await CommandTree.RunAsync(["checkpoints", "list", "--data", _folder.FullName, "--json"]));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private Task<int> RunAsync(params string[] more) => CommandTree.RunAsync(
        ["checkpoints", "forget", "--data", _folder.FullName, "--consumer", "landing", "--topic", Topic, "--by", "li.wei", "--reason", "a disk was lost", .. more]);

    private async Task<CheckpointOwner> StandAsync(string group, int partition, long next)
    {
        var checkpoint = await _store.TakeOverAsync(group, new TopicPartition(Topic, partition), "log", 0, Cancel);
        await _store.AdvanceAsync(checkpoint.Owner, next, state: null, Cancel);
        return checkpoint.Owner;
    }

    private async Task<IEnumerable<(string, int, long)>> StandAsync() => (await _store.ListAsync(Cancel)).Select(c => (c.Group, c.Partition.Partition, c.NextOffset));

    private async Task<IReadOnlyList<AuditEntry>> AuditedAsync()
    {
        await using var services = new ServiceCollection().AddLogging().AddCityOpsIdentity(HostConfiguration.Build(DataFolder.Open(_folder))).BuildServiceProvider();
        return await services.GetRequiredService<IAuditLog>().FindAsync(new AuditFilter(Action: AuditAction.CheckpointForgotten), before: null, limit: 10, Cancel);
    }
}
