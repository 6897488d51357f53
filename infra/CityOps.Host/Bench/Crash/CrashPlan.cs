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

/// <summary>Makes the lives of a run: every second one ends at a named point, each in its turn, the others at any moment.</summary>
internal static class CrashPlan
{
    // Not here: dead-letters-appended. Only messages that came past the gateway reach it, and the embedded log is the child's alone to append to; what
    // is refused is told by its offset, which an upload that is sent again changes. DeadLetterLandingTests and RefusedContentTests kill there.
    private static readonly string[] Points =
    [
        .. LogCrashPoint.All, CrashPoint.RangePersisted, KillOrder.PartRename, CrashPoint.Inserted, CrashPoint.Derived, CrashPoint.RowsEmitted, CrashPoint.SuspicionsEmitted,
        CrashPoint.Advanced,
    ];

    /// <summary>Lives without end.</summary>
    /// <param name="hits">How often each point was it so far: until once, a life ends at its first passing, which is the surest.</param>
    public static IEnumerable<CrashLife> Make(CrashSettings settings, IReadOnlyDictionary<string, int> hits)
    {
        var random = new Random(settings.Seed);
        for (var life = 0; ; life++)
        {
            var point = Points[life / 2 % Points.Length];
            yield return life % 2 == 0 ? AtPoint(point, isFirst: !hits.ContainsKey(point), random) : AtRandom(random, settings.Settling);
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
        return new CrashLife(new KillOrder(point, isFirst ? 1 : nth, targets[random.Next(targets.Length)]), KillTarget.Group, Delay(random, 0.2, 1.5));
    }

    // Mostly at work, every fourth time while it starts.
    private static CrashLife AtRandom(Random random, TimeSpan settling)
    {
        var working = random.Next(4) > 0;
        return new CrashLife(Order: null, (KillTarget)random.Next(3), working ? Delay(random, 0.1, 2.5 + settling.TotalSeconds) : Delay(random, 0.3, 4), working);
    }

    private static TimeSpan Delay(Random random, double least, double most) => TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));
}
