using CityOps.Host.Bench.Crash;
using CityOps.Host.Bench.Crash.Child;
using CityOps.Pipelines.Checkpoints;

namespace CityOps.Host.Tests.Bench;

public sealed class CrashPlanTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Twice_as_many_kills_as_points_end_a_life_at_each_though_some_are_not_reached_at_the_first_try(int seed)
    {
        var hits = Run(seed, kills: 2 * CrashPlan.Points.Count, (point, attempt) => attempt > 1 || point is not (CrashPoint.RowsEmitted or CrashPoint.DeadLettersAppended));

        Assert.Equal(CrashPlan.Points.Order(StringComparer.Ordinal), hits.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_point_that_cannot_be_reached_leaves_the_others_their_turns_and_the_random_moments_theirs()
    {
        var random = 0;
        var hits = Run(seed: 1, kills: 100, (point, _) => point is not KillOrder.PartRename, () => random++);

        Assert.Equal(CrashPlan.Points.Count - 1, hits.Count);
        Assert.All(hits.Values, times => Assert.True(times > 1));
        Assert.InRange(random, 20, 60);
    }

    // As CrashLives counts: what is not reached is killed where it is.
    private static Dictionary<string, int> Run(int seed, int kills, Func<string, int, bool> isReached, Action? atRandom = null)
    {
        var settings = CrashSettings.OfEmbedded(kills, seed);
        var (hits, attempts, done) = (new Dictionary<string, int>(), new Dictionary<string, int>(), 0);
        foreach (var planned in CrashPlan.Make(settings, hits, () => kills - done).TakeWhile(_ => done < kills))
        {
            var life = CrashPlan.Within(kills - done, planned);
            if (life.Order is not { } order)
            {
                atRandom?.Invoke();
                done += life.Kills;
                continue;
            }

            attempts[order.Point] = attempts.GetValueOrDefault(order.Point) + 1;
            if (isReached(order.Point, attempts[order.Point]))
            {
                hits[order.Point] = hits.GetValueOrDefault(order.Point) + 1;
                done += life.Kills;
            }
            else
            {
                done++;
            }
        }

        return hits;
    }
}
