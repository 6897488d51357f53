using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Bench.Crash.Child;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Host.Operating;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;

namespace CityOps.Host.Bench.Crash;

/// <summary>Runs the product under kills while senders stream, and once more undisturbed with the same uploads.</summary>
internal sealed class CrashRun(CrashSettings settings, string folder, BenchProgress progress)
{
    private const int Senders = 2;
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromMinutes(3);
    // The answer to a request that was looked up for it.
    private const double FreshSeconds = 1;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>How many uploads of each lane were acknowledged.</summary>
    public IReadOnlyList<int> Sent { get; private set; } = [];

    public long Rows { get; private set; }

    /// <summary>What <c>readings</c> has to hold.</summary>
    public IReadOnlyDictionary<(int Meter, long AtMs), double> Expected { get; private set; } = new Dictionary<(int, long), double>();

    /// <summary>Kills while readings stream, then lets the last life finish.</summary>
    public async Task<CrashLives> DisturbedAsync(CrashLives lives, CancellationToken cancellationToken)
    {
        await RegisterTrucksAsync(lives.StartUndisturbed(), cancellationToken);
        await using var pace = settings.MostAhead is { } most ? new CrashPace(folder, most) : null;
        var (lanes, meters) = MakeLanes(settings.Pause, pace);
        using var stop = new CancellationTokenSource();
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = Task.WhenAll(lanes.Select(lane => lane.SendAsync(int.MaxValue, stop.Token, abort.Token)));
        try
        {
            foreach (var life in CrashPlan.Make(settings, lives.Hits, () => settings.Kills - lives.Kills).TakeWhile(_ => lives.Kills < settings.Kills))
            {
                await lives.LiveAsync(CrashPlan.Within(settings.Kills - lives.Kills, life), cancellationToken);
                progress.Report(0.8 * lives.Kills / settings.Kills);
            }

            await using var last = lives.StartUndisturbed();
            await stop.CancelAsync();
            await FinishAsync(last, sending, lanes, cancellationToken);
        }
        finally
        {
            await abort.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        (Sent, Rows, Expected) = ([.. lanes.Select(lane => lane.Sent)], lanes.Sum(lane => lane.Rows), meters.SelectMany(m => m.Expected).ToDictionary());
        lanes.ForEach(lane => lane.Dispose());
        return lives;
    }

    /// <summary>Sends the first uploads of each lane to a process that nobody disturbs.</summary>
    public async Task UndisturbedAsync(IReadOnlyList<int> uploads, CancellationToken cancellationToken)
    {
        await RegisterTrucksAsync(ChildProcess.Start(folder, order: null, settings.Host), cancellationToken);
        await using var pace = settings.MostAhead is { } most ? new CrashPace(folder, most) : null;
        var (lanes, _) = MakeLanes(TimeSpan.Zero, pace);
        await using var child = ChildProcess.Start(folder, order: null, settings.Host);
        await FinishAsync(child, Task.WhenAll(lanes.Select((lane, at) => lane.SendAsync(uploads[at], CancellationToken.None, cancellationToken))), lanes, cancellationToken);
        lanes.ForEach(lane => lane.Dispose());
    }

    /// <summary>Which messages without sense the log has acknowledged.</summary>
    public SpoiledMessages Spoiled { get; } = new(folder);

    private CrashTrucks Trucks => new((ulong)settings.Seed, settings.Trucks);

    // In a life of its own: the next process reads it before it judges any stop, so that disturbed and undisturbed run judge by the same sites.
    private async Task RegisterTrucksAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        await using var registering = child;
        using var lane = new CrashLane("register", DataFolder.Open(new DirectoryInfo(folder)), Trucks.RegisterAsync(cancellationToken), TimeSpan.Zero);
        await await Task.WhenAny(lane.SendAsync(int.MaxValue, CancellationToken.None, cancellationToken), WatchAsync(child, cancellationToken));
        await child.StopAsync(cancellationToken);
    }

    private (List<CrashLane> Lanes, List<CrashMeters> Meters) MakeLanes(TimeSpan pause, CrashPace? pace)
    {
        var data = DataFolder.Open(new DirectoryInfo(folder));
        var meters = Enumerable.Range(0, Senders).Select(lane => new CrashMeters(lane, settings.Meters)).ToList();
        var lanes = meters.Select((m, at) => new CrashLane($"meters-{at}", data, m.Uploads().ToAsyncEnumerable(), pause, pace)).ToList();
        lanes.Add(new CrashLane("trucks", data, Trucks.PositionsAsync(CancellationToken.None), pause, pace));
        return (lanes, meters);
    }

    private async Task FinishAsync(ChildProcess child, Task sending, List<CrashLane> lanes, CancellationToken cancellationToken)
    {
        var gone = WatchAsync(child, cancellationToken);
        await await Task.WhenAny(sending, gone);
        await await Task.WhenAny(CaughtUpAsync(lanes, cancellationToken), gone);
        await await Task.WhenAny(LettersLandedAsync(cancellationToken), gone);
        await child.StopAsync(cancellationToken);
    }

    private static async Task WatchAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        while (!child.HasExited)
        {
            await Task.Delay(Step, cancellationToken);
        }

        throw new CommandException($"the process ended by itself; it last said:\n{child.Output}", exitCode: 1);
    }

    // By the checkpoints of every group that follows the topics that were sent to; none of them may be missing.
    private async Task CaughtUpAsync(List<CrashLane> lanes, CancellationToken cancellationToken)
    {
        await using var database = new SqliteCheckpointDatabase(Path.Combine(folder, "pipelines.db"));
        var store = new SqlCheckpointStore(database);
        var spoiled = Spoiled.Read().Select(message => KeyValuePair.Create(FormattableString.Invariant($"{message.Partition.Topic}/{message.Partition.Partition}"), message.Offset + 1));
        var goals = CrashGoal.Of(lanes.SelectMany(lane => lane.Ends).Concat(spoiled), new CrashGroups());
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var behind = CrashGoal.Behind(goals, await store.ListAsync(cancellationToken));
            if (behind.Count == 0)
            {
                return;
            }

            if (clock.Elapsed > CatchUpLimit)
            {
                var (goal, stands) = behind[0];
                throw new CommandException(
                    $"{goal.Group} did not get to offset {goal.End} of {goal.Partition} in {CatchUpLimit.TotalSeconds:0} s: {(stands is { } at ? $"it stands at {at}" : "it has no checkpoint")}.", exitCode: 1);
            }

            await Task.Delay(Step, cancellationToken);
        }
    }

    // Landing appends a message's dead letter before it passes the message, and so what was sent is passed: the dead-letter topics end behind all of them by now.
    private async Task LettersLandedAsync(CancellationToken cancellationToken)
    {
        using var api = RunningApi.Of(DataFolder.Open(new DirectoryInfo(folder)), Roles.SystemAdmin);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!IsLanded(await api.GetAsync("pipelines", cancellationToken)))
        {
            if (clock.Elapsed > CatchUpLimit)
            {
                throw new CommandException($"the dead letters did not land in {CatchUpLimit.TotalSeconds:0} s.", exitCode: 1);
            }

            await Task.Delay(Step, cancellationToken);
        }
    }

    private static bool IsLanded(JsonElement pipelines) => pipelines.GetProperty("outages").GetArrayLength() == 0
        && pipelines.GetProperty("sample_age_seconds") is { ValueKind: JsonValueKind.Number } age && age.GetDouble() < FreshSeconds
        && pipelines.GetProperty("partitions").EnumerateArray().Where(p => p.GetProperty("group").ValueEquals(LandingRoutes.Group)).All(p => p.GetProperty("lag_messages").GetInt64() == 0);
}
