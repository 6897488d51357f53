using System.Diagnostics;
using System.Globalization;
using CityOps.Tests.Shared;

namespace CityOps.Warehouse.Tests.Embedded;

/// <summary>What a crash of the engine, or of its parent, costs.</summary>
public sealed class SupervisorTests
{
    private const string Create = "CREATE TABLE r (meter_key UInt64, utility LowCardinality(String), read_at DateTime64(3, 'UTC'), register Float64, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY (meter_key, read_at)";

    [Fact]
    public async Task Killed_engine_comes_back_with_every_acknowledged_row_and_only_running_requests_fail_as_transient()
    {
        await using var engine = await EngineFixture.StartAsync();
        var warehouse = engine.Warehouse;
        await warehouse.ExecuteAsync(Create, WarehouseParameters.None, CancellationToken.None);
        await warehouse.InsertAsync("r", [Some.Readings(0, 10_000)], InsertMode.First, CancellationToken.None);
        var firstProcess = engine.Engine.EngineProcessId;
        var running = warehouse.ExecuteAsync("SELECT sleepEachRow(1) FROM numbers(60) SETTINGS max_block_size = 1", WarehouseParameters.None, CancellationToken.None);
        await warehouse.InsertAsync("r", [Some.Readings(10_000, 10_000)], InsertMode.First, CancellationToken.None);

        Process.GetProcessById(firstProcess).Kill();

        var error = await Assert.ThrowsAsync<WarehouseException>(() => running);
        Assert.True(error.IsTransient);
        Assert.Equal(20_000UL, await CountWithRetriesAsync(warehouse, engine));
        Assert.NotEqual(firstProcess, engine.Engine.EngineProcessId);
        Assert.Equal(2, engine.Engine.Starts);
        Assert.Equal(engine.Address, await engine.Engine.GetAddressAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Folder_held_by_an_engine_is_refused_to_another_with_a_way_out()
    {
        await using var engine = await EngineFixture.StartAsync();
        var other = new CityOps.Warehouse.Embedded.EmbeddedWarehouse(
            engine.DataFolder, new WarehouseOptions(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CityOps.Warehouse.Embedded.EmbeddedWarehouse>.Instance);

        var error = await Assert.ThrowsAsync<WarehouseException>(() => other.StartAsync(CancellationToken.None));

        Assert.Contains("is held by another process", error.Message, StringComparison.Ordinal);
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Engine_that_cannot_start_says_why()
    {
        var folder = Directory.CreateTempSubdirectory("cityops-engine-");
        var options = new WarehouseOptions { Embedded = { Command = { "sh", "-c", "echo 'no library' >&2; exit 3" } } };
        var warehouse = new CityOps.Warehouse.Embedded.EmbeddedWarehouse(
            folder.FullName, options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CityOps.Warehouse.Embedded.EmbeddedWarehouse>.Instance);

        var error = await Assert.ThrowsAsync<WarehouseException>(() => warehouse.StartAsync(CancellationToken.None));

        Assert.Contains("exit code 3: no library", error.Message, StringComparison.Ordinal);
        await warehouse.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Engine_ends_with_its_parent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The test's parent process is a Linux shell.");
        var folder = Directory.CreateTempSubdirectory("cityops-engine-");

        // A shell stands for the parent: it starts the engine, tells its id, and is killed. The pipe on standard input stays open (it is
        // this process's), so that only the kernel's signal can end the engine.
        var command = CityOps.Warehouse.Embedded.EngineCommand.Default();
        using var shell = Process.Start(new ProcessStartInfo("sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "-c", "exec 3<&0; \"$@\" <&3 & echo $!; wait", "sh" },
        }.With(command))!;
        var engineId = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await shell.StandardInput.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(new CityOps.Warehouse.Embedded.EngineOptions
        {
            DataFolder = folder.FullName,
            User = "u",
            Password = "p",
            ParentProcessId = shell.Id,
        }));
        await shell.StandardInput.FlushAsync();
        string? line;
        while ((line = await shell.StandardOutput.ReadLineAsync()) is not null && !line.StartsWith("ready ", StringComparison.Ordinal))
        {
        }

        Assert.NotNull(line);
        using var engine = Process.GetProcessById(engineId);
        shell.Kill();

        await engine.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
        folder.Delete(recursive: true);
    }

    private static async Task<ulong> CountWithRetriesAsync(IWarehouse warehouse, EngineFixture engine)
    {
        while (true)
        {
            try
            {
                // Waits for the engine where it is known to be gone; a request may still go to the old one in between.
                await engine.Engine.GetAddressAsync(CancellationToken.None);
                await foreach (var count in warehouse.QueryAsync("SELECT count() FROM r", WarehouseParameters.None, r => (ulong)r.GetValue(0), CancellationToken.None))
                {
                    return count;
                }
            }
            catch (WarehouseException e) when (e.IsTransient)
            {
                await Task.Yield();
            }
        }
    }
}

internal static class ProcessStartInfoExtensions
{
    internal static ProcessStartInfo With(this ProcessStartInfo start, IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
