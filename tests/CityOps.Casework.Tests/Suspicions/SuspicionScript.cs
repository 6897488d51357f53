using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Suspicions;

/// <summary>Suspicions as a busy scenario writes them: revisions, withdrawals, repeats, several of one subject.</summary>
internal static class SuspicionScript
{
    public static Suspicion[] Make(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var subject = random.Next(8);
            return Some.Suspicion(
                $"s{subject}-{random.Next(3)}",
                $"{100 + subject}",
                revision: random.Next(i + 1),
                state: random.Next(4) is 0 ? SuspicionState.Withdrawn : SuspicionState.Open,
                score: random.Next(100) / 100.0,
                scenario: subject < 5 ? "group-rental" : "muck-truck");
        })];
    }
}
