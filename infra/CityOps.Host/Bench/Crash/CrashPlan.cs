using CityOps.EventLog;
using CityOps.Host.Bench.Crash.Child;
using CityOps.Pipelines.Checkpoints;

namespace CityOps.Host.Bench.Crash;

/// <summary>One life of the child and how it ends.</summary>
/// <param name="Order">Where it is to kill itself, or null.</param>
/// <param name="Target">Whom the benchmark kills, without an order.</param>
/// <param name="After">When it does; after an engine's death, when it kills the rest.</param>
/// <param name="FromReady">Counted from when the process takes uploads, else from its start.</param>
internal sealed record CrashLife(KillOrder? Order, KillTarget Target, TimeSpan After, bool FromReady = true)
{
    /// <summary>An engine that dies is started again, so its life ends by a second kill.</summary>
    public int Kills => (Order?.Target ?? Target) is KillTarget.Engine ? 2 : 1;
}

/// <summary>
/// Makes the lives of a run: every second one ends at a named point, the others at any moment. Points that no life has ended at yet come first, in rotation: one that is not
/// reached in its time is armed again after the others. Where kills run short there are no random moments until every point was hit.
/// </summary>
internal static class CrashPlan
{
    // One that was not reached so often is not waited for any more than the others.
    private const int MostTries = 5;

    /// <summary>All points there are.</summary>
    public static IReadOnlyList<string> Points { get; } =
    [
        .. LogCrashPoint.All, CrashPoint.RangePersisted, KillOrder.PartRename, CrashPoint.DeadLettersAppended, CrashPoint.Inserted, CrashPoint.Derived, CrashPoint.RowsEmitted,
        CrashPoint.SuspicionsEmitted, CrashPoint.Advanced,
    ];

    /// <summary>Lives without end.</summary>
    /// <param name="hits">How often each point was it so far: until once, a life ends at its first passing, which is the surest.</param>
    /// <param name="left">How many kills are left.</param>
    public static IEnumerable<CrashLife> Make(CrashSettings settings, IReadOnlyDictionary<string, int> hits, Func<int> left)
    {
        var random = new Random(settings.Seed);
        var armed = Points.ToDictionary(point => point, _ => 0, StringComparer.Ordinal);
        for (var life = 0; ; life++)
        {
            // Enough for two tries of each.
            var open = Points.Where(point => !hits.ContainsKey(point) && armed[point] < MostTries).ToList();
            if (life % 2 == 1 && left() > 2 * open.Count)
            {
                yield return AtRandom(random, settings.Settling);
                continue;
            }

            var point = (open.Count > 0 ? open : Points).MinBy(p => armed[p])!;
            armed[point]++;
            yield return AtPoint(point, isFirst: !hits.ContainsKey(point), random);
        }
    }

    /// <summary>The same life, of at most <paramref name="left"/> kills.</summary>
    public static CrashLife Within(int left, CrashLife life) => life.Kills <= left ? life : life with
    {
        Order = life.Order is null ? null : life.Order with { Target = KillTarget.Group },
        Target = KillTarget.Group,
    };

    private static CrashLife AtPoint(string point, bool isFirst, Random random)
    {
        var (most, targets) = point switch
        {
            KillOrder.PartRename => (8, new[] { KillTarget.Group, KillTarget.Engine }),
            CrashPoint.SuspicionsEmitted => (1, [KillTarget.Group, KillTarget.Host]),
            CrashPoint.RowsEmitted => (2, [KillTarget.Group, KillTarget.Host]),
            LogCrashPoint.AppendBeforeSync or LogCrashPoint.AppendAfterSync => (4, [KillTarget.Group, KillTarget.Host]),
            _ => (3, Enum.GetValues<KillTarget>()),
        };
        var nth = random.Next(1, most + 1);
        var target = targets[random.Next(targets.Length)];

        // The engine's death takes a second kill, which another point may need.
        var order = isFirst ? new KillOrder(point, 1, target is KillTarget.Engine ? KillTarget.Group : target) : new KillOrder(point, nth, target);
        return new CrashLife(order, KillTarget.Group, Delay(random, 0.2, 1.5));
    }

    // Mostly at work, every fourth time while it starts.
    private static CrashLife AtRandom(Random random, TimeSpan settling)
    {
        var working = random.Next(4) > 0;
        return new CrashLife(Order: null, (KillTarget)random.Next(3), working ? Delay(random, 0.1, 2.5 + settling.TotalSeconds) : Delay(random, 0.3, 4), working);
    }

    private static TimeSpan Delay(Random random, double least, double most) => TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));
}
