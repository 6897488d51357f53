using System.CommandLine;
using System.Diagnostics;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Host.Bench.Crash.Child;
using CityOps.Host.Bench.Crash.Kafka;
using CityOps.Host.Commands;
using CityOps.Host.Composition;

namespace CityOps.Host.Bench.Crash;

/// <summary>
/// <c>cityops bench crash</c>: kills the product with SIGKILL, again and again, while readings and positions stream in over HTTP, and counts
/// what is there in the end. What a power cut costs it cannot say: the kernel keeps what a killed process has written.
/// </summary>
internal sealed class CrashBenchmark : IBenchmark
{
    public const string CommandName = "crash";
    private const string KafkaLog = "kafka";

    private static readonly Option<int> Kills = new("--kills") { Description = "How many kills.", HelpName = "N", DefaultValueFactory = _ => 50 };
    private static readonly Option<int> Seed = new("--seed") { Description = "What random instants and data follow from.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Where to leave the data folder; must not exist yet. Default: a temporary folder.", HelpName = "DIR" };

    private static readonly Option<string> Log = LogOption();

    public string Name => CommandName;

    public string Description => "Kill the product again and again while data streams in, and count what was lost or doubled (Linux).";

    public IReadOnlyList<string> Examples { get; } =
    [
        "cityops bench crash --kills 50                 at random instants and at each named point",
        "cityops bench crash --log kafka                the same on a mock cluster whose brokers fail, move and go away meanwhile",
        "cityops bench crash --kills 10 --seed 7 --out ./crashed --json",
    ];

    public IReadOnlyList<Option> Options { get; } = [Kills, Seed, Log, Out];

    public IReadOnlyList<Command> Parts { get; } = [CrashHost.Create(), CrashEngine.Create()];

    public async Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new CommandException("bench crash needs Linux: it kills by process groups and watches the engine's system calls.");
        }

        var clock = Stopwatch.StartNew();
        var folder = FolderOf(arguments.GetValue(Out));
        var (kills, seed) = (arguments.GetValue(Kills), arguments.GetValue(Seed));
        var onKafka = string.Equals(arguments.GetValue(Log), KafkaLog, StringComparison.Ordinal);
        var settings = onKafka ? CrashSettings.OfKafka(kills, seed) : CrashSettings.OfEmbedded(kills, seed);
        var disturbed = new CrashRun(settings, folder, progress);
        var lives = await (onKafka ? OnKafkaAsync(settings, folder, disturbed, cancellationToken) : disturbed.DisturbedAsync(new CrashLives(folder, settings.Host, settings.Settling), cancellationToken));
        var killing = clock.Elapsed;
        var count = await CountAsync(settings, folder, disturbed, progress, cancellationToken);
        var report = Report(settings, folder, lives, disturbed, count);
        return report with { Context = new Dictionary<string, object>(report.Context, StringComparer.Ordinal) { ["log"] = arguments.GetValue(Log)!, ["seconds_of_kills"] = Math.Round(killing.TotalSeconds, 1) } };
    }

    private static Option<string> LogOption()
    {
        var log = new Option<string>("--log") { Description = "Which event log: embedded, or kafka (a mock cluster).", DefaultValueFactory = _ => "embedded" };
        log.AcceptOnlyFromAmong("embedded", KafkaLog);
        return log;
    }

    private static async Task<CrashLives> OnKafkaAsync(CrashSettings settings, string folder, CrashRun run, CancellationToken cancellationToken)
    {
        using var cluster = new MockKafka();
        using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var faults = cluster.MisbehaveAsync(settings.Seed, calm.Token);
        var host = new Dictionary<string, string>(settings.Host, StringComparer.Ordinal) { ["CityOps:EventLog:Kafka:BootstrapServers"] = cluster.Bootstrap };
        try
        {
            return await run.DisturbedAsync(new CrashLives(folder, host, settings.Settling), cancellationToken);
        }
        finally
        {
            await calm.CancelAsync();
            await faults;
        }
    }

    private static string FolderOf(DirectoryInfo? wanted)
    {
        if (wanted is null)
        {
            return Directory.CreateTempSubdirectory("cityops-crash-").FullName;
        }

        return wanted.Exists
            ? throw new CommandException($"'{wanted.FullName}' exists already; name a folder that does not.")
            : DataFolder.Open(wanted).Path;
    }

    private static async Task<CrashCount> CountAsync(CrashSettings settings, string folder, CrashRun disturbed, BenchProgress progress, CancellationToken cancellationToken)
    {
        var other = Directory.CreateTempSubdirectory("cityops-crash-undisturbed-");
        try
        {
            ShareVault(folder, other.FullName);
            await new CrashRun(CrashSettings.OfEmbedded(settings.Kills, settings.Seed) with { Meters = settings.Meters }, other.FullName, progress).UndisturbedAsync(disturbed.Sent, cancellationToken);
            progress.Report(0.9);
            await using var tables = await CrashTables.OpenAsync(folder, cancellationToken);
            await using var undisturbed = await CrashTables.OpenAsync(other.FullName, cancellationToken);
            var count = new CrashCount();
            count.CountReadings(disturbed.Expected, await tables.ReadingsByValueAsync(cancellationToken));
            count.CountLetters(disturbed.Spoiled.Read().Select(OriginOf), await tables.LettersByPositionAsync(cancellationToken));
            foreach (var table in CrashTables.Landed.Concat(CrashTables.Derived))
            {
                count.Compare(table, await tables.RowsAsync(table, cancellationToken), await undisturbed.RowsAsync(table, cancellationToken));
                count.Distinct(table, await tables.MergedRowsAsync(table, cancellationToken));
            }

            return count;
        }
        finally
        {
            other.Delete(recursive: true);
        }
    }

    private static string OriginOf((TopicPartition Partition, long Offset) message) => DeadLetter.OriginOf(message.Partition.Topic, message.Partition.Partition, message.Offset);

    // Surrogate keys are random: with the same vault the same meters get the same ones, and so the same partitions.
    private static void ShareVault(string from, string to)
    {
        foreach (var file in new DirectoryInfo(from).EnumerateFiles("identity.db*"))
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        var secrets = Directory.CreateDirectory(Path.Combine(to, "secrets"));
        foreach (var file in new DirectoryInfo(Path.Combine(from, "secrets")).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(secrets.FullName, file.Name));
        }
    }

    private static BenchReport Report(CrashSettings settings, string folder, CrashLives lives, CrashRun run, CrashCount count)
    {
        var figures = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["kills"] = lives.Kills,
            ["points"] = lives.Points,
            ["points_missed"] = CrashPlan.Points.Except(lives.Points, StringComparer.Ordinal).ToList(),
            ["folder"] = folder,
            ["lost"] = count.Lost,
            ["doubled"] = count.Doubled,
            ["incidents_missing"] = count.IncidentsMissing,
            ["incidents_doubled"] = count.IncidentsDoubled,
            ["incidents"] = count.Incidents,
            ["readings"] = count.Readings,
            ["dead_letters"] = count.Letters,
            ["derived_rows"] = count.DerivedRows,
        };
        if (count.Examples.Count > 0)
        {
            figures["examples"] = count.Examples;
        }

        var context = BenchReport.CommonContext();
        context["seed"] = settings.Seed;
        context["rows_sent"] = run.Rows;
        context["kills_by_point"] = lives.Hits;
        return new BenchReport(CommandName, figures, context) { IsSound = count.Lost + count.Doubled == 0 };
    }
}
