using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using CityOps.Contracts.Codecs;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Landing.Consumption;
using CityOps.Warehouse;
using CityOps.Warehouse.Embedded;
using CityOps.Warehouse.Embedded.Handover;

namespace CityOps.Host.Bench.Landing;

/// <summary>What a child process of <c>bench landing</c> does; each stage times its own work, without start and end.</summary>
internal static class LandingStages
{
    public static Task<LandingFindings> RunAsync(LandingTask task, CancellationToken cancellationToken) => task.Stage switch
    {
        LandingStage.Prepare => PrepareAsync(task, cancellationToken),
        LandingStage.Land => LandAsync(task, isDerived: false, cancellationToken),
        LandingStage.LandDerived => LandAsync(task, isDerived: true, cancellationToken),
        LandingStage.Bare => BareAsync(task, IWarehouse.InsertSettings, cancellationToken),
        LandingStage.BareDefault => BareAsync(task, "async_insert = 0", cancellationToken),
        LandingStage.Consume => ConsumeAsync(task, cancellationToken),
        LandingStage.PerRow => PerRowAsync(task, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(task), task.Stage, "Unknown stage."),
    };

    private static async Task<LandingFindings> PrepareAsync(LandingTask task, CancellationToken cancellationToken)
    {
        await using var product = new BenchProduct(task.Plan, task.Folder, isDerived: false);
        var started = Stopwatch.GetTimestamp();
        await BenchLog.FillAsync(product.Log, task.Plan, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await new BareFiles(task.Plan).WriteAsync(product.Log, cancellationToken);
        foreach (var warmUp in task.Plan.WarmUps())
        {
            await BenchLog.FillAsync(product.Log, warmUp, cancellationToken);
            await new BareFiles(warmUp).WriteAsync(product.Log, cancellationToken);
        }

        return new LandingFindings(task.Plan.Rows, seconds);
    }

    private static async Task<LandingFindings> LandAsync(LandingTask task, bool isDerived, CancellationToken cancellationToken)
    {
        var (warmUps, longestRest) = (task.Plan.WarmUps(), TimeSpan.FromSeconds(task.Plan.LongestRestS));
        await using var first = new BenchProduct(warmUps[0], task.Folder, isDerived);
        await first.StartWarehouseAsync(cancellationToken);
        using var engine = Process.GetProcessById(first.Get<EmbeddedWarehouse>().EngineProcessId);
        using var host = Process.GetCurrentProcess();
        using var memory = new MemoryPeak([host, engine], first.Get<SharedBodies>());
        await WarmUpAsync(first, [host, engine], longestRest, cancellationToken);
        foreach (var warmUp in warmUps.Skip(1))
        {
            await using var next = new BenchProduct(warmUp, Path.Combine(task.Folder, warmUp.Contract), isDerived, first);
            await WarmUpAsync(next, [host, engine], longestRest, cancellationToken);
        }

        await using var product = new BenchProduct(task.Plan, Path.Combine(task.Folder, "timed"), isDerived, first);
        using var batches = new BatchCount();
        var (hostCpu, engineCpu) = (host.TotalProcessorTime, engine.TotalProcessorTime);

        var started = Stopwatch.GetTimestamp();
        await product.StartPipelinesAsync(cancellationToken);
        await product.LandedAsync(cancellationToken);
        if (isDerived)
        {
            await product.Get<DwellingDays>().SettleAsync(cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        host.Refresh();
        engine.Refresh();
        var found = new LandingFindings(0, seconds)
        {
            HostPeakRssMb = Megabytes(host.PeakWorkingSet64),
            EnginePeakRssMb = Megabytes(engine.PeakWorkingSet64),
            PeakRssMb = Megabytes(memory.Bytes),
            HostCpuSeconds = (host.TotalProcessorTime - hostCpu).TotalSeconds,
            EngineCpuSeconds = (engine.TotalProcessorTime - engineCpu).TotalSeconds,
            Batches = batches.Count,
        };
        return found with { Rows = await product.CountAsync(cancellationToken) };
    }

    private static async Task WarmUpAsync(BenchProduct product, IReadOnlyList<Process> processes, TimeSpan longestRest, CancellationToken cancellationToken)
    {
        await product.StartPipelinesAsync(cancellationToken);
        await product.LandedAsync(cancellationToken);
        await product.StopPipelinesAsync();
        await product.EmptyTablesAsync(cancellationToken);
        await Rest.UntilIdleAsync(processes, longestRest, cancellationToken);
    }

    private static async Task<LandingFindings> BareAsync(LandingTask task, string settings, CancellationToken cancellationToken)
    {
        using var engine = BareEngine.Open(new EngineOptions { DataFolder = task.Folder, User = "", Password = "" });
        using var control = engine.Connect();
        foreach (var statement in BenchScenario.Migrations.SelectMany(step => step.Statements))
        {
            control.Execute(statement);
        }

        var connections = Enumerable.Range(0, task.Plan.Connections).Select(_ => engine.Connect()).ToList();
        using var host = Process.GetCurrentProcess();
        foreach (var warmUp in task.Plan.WarmUps())
        {
            _ = InsertAll(warmUp, connections, settings);
            control.Execute($"TRUNCATE TABLE {BenchScenario.Table}");
            await Rest.UntilIdleAsync([host], TimeSpan.FromSeconds(task.Plan.LongestRestS), cancellationToken);
        }

        host.Refresh();
        var cpu = host.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var batches = InsertAll(task.Plan, connections, settings);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        host.Refresh();
        cpu = host.TotalProcessorTime - cpu;

        connections.ForEach(connection => connection.Dispose());
        host.Refresh();
        return new LandingFindings(long.Parse(control.Read("SELECT count() FROM readings"), System.Globalization.CultureInfo.InvariantCulture), seconds)
        {
            HostPeakRssMb = Megabytes(host.PeakWorkingSet64),
            PeakRssMb = Megabytes(host.PeakWorkingSet64),
            HostCpuSeconds = cpu.TotalSeconds,
            Batches = batches,
        };
    }

    // Each partition's files on a connection of its own, all at a time.
    private static int InsertAll(LandingPlan plan, List<BareConnection> connections, string settings)
    {
        var batches = 0;
        var threads = connections.Select((connection, partition) => new Thread(() => Interlocked.Add(ref batches, Insert(plan, connection, partition, settings)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return batches;
    }

    private static unsafe int Insert(LandingPlan plan, BareConnection connection, int partition, string settings)
    {
        var isArrow = plan.Format is WireFormat.Arrow;
        string[] added = isArrow ? [LandingColumns.ReceivedAt, LandingColumns.Version] : [];
        var names = plan.Keyed().Columns.Select(column => column.Name).Concat(added);
        var statement = $"INSERT INTO {BenchScenario.Table} ({string.Join(", ", names)}) SETTINGS {settings}, date_time_input_format = 'best_effort'";
        var files = BareFiles.Of(plan, partition);
        foreach (var file in files)
        {
            // The file's pages are the process's memory: no copy on the way to the engine.
            using var mapped = MemoryMappedFile.CreateFromFile(file, FileMode.Open);
            using var view = mapped.CreateViewAccessor();
            byte* bytes = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref bytes);
            connection.Insert(statement, isArrow ? "ArrowStream" : "JSONEachRow", new ReadOnlySpan<byte>(bytes, (int)new FileInfo(file).Length));
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        return files.Count;
    }

    private static async Task<LandingFindings> ConsumeAsync(LandingTask task, CancellationToken cancellationToken)
    {
        await using var product = new BenchProduct(task.Plan, task.Folder, isDerived: false);
        _ = product.Log;
        var rows = 0L;
        var started = Stopwatch.GetTimestamp();
        await foreach (var batch in BenchLog.ReadAsync(product.Log, task.Plan, cancellationToken))
        {
            rows += batch.Records.Sum(BenchLog.RowsOf);
        }

        return new LandingFindings(rows, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<LandingFindings> PerRowAsync(LandingTask task, CancellationToken cancellationToken)
    {
        await using var product = new BenchProduct(task.Plan, task.Folder, isDerived: false);
        await product.StartWarehouseAsync(cancellationToken);
        var address = await product.Get<IWarehouseEndpoint>().GetAddressAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var copied = await new PerRowConsumer(task.Plan, address.ToConnectionString()).RunAsync(product.Log, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var rows = await product.CountAsync(cancellationToken);
        return rows == copied ? new LandingFindings(rows, seconds) : throw new InvalidOperationException($"The per-row consumer copied {copied} rows and {rows} are there.");
    }

    private static double Megabytes(long bytes) => bytes / (1024.0 * 1024);
}
