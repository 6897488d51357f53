using CityOps.Contracts.Events;
using CityOps.Dashboards.Auth;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Dashboards.Tests;

/// <summary>Test data.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 4, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Clock() => new(Noon);

    public static SigningKey Key(byte fill = 7) => new(Enumerable.Repeat(fill, 32).ToArray());

    public static TokenIssuer Tokens(TimeProvider time, byte keyFill = 7) => new(Key(keyFill), time);

    public static Suspicion Suspicion(
        string subject = "1234567890123456789", string scenario = "group-rental", double score = 0.87, string evidence = """{"town":"塘桥","kind":"over_occupancy"}""") =>
        new($"s-{scenario}-{subject}", scenario, subject, Noon, 1, SuspicionState.Open, score, evidence, "m-1", FoundLate: false);
}
