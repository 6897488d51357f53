using System.Diagnostics;

namespace CityOps.Identity.Tests.Vault;

public sealed class BulkTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Identifiers = 100_000;

    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    // The limits leave room for a loaded machine; the measured figures are in the test's output.
    [Fact]
    public async Task A_hundred_thousand_meters_keep_their_keys_and_known_ones_cost_a_fraction_of_what_finding_them_does()
    {
        var vault = _some.Vault();
        var meters = Some.Meters(Identifiers);

        var start = Stopwatch.GetTimestamp();
        var assigned = await vault.KeysOfAsync(IdentityKind.Meter, meters, default);
        var assigning = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var known = await vault.KeysOfAsync(IdentityKind.Meter, meters, default);
        var cached = Stopwatch.GetElapsedTime(start);

        var restarted = _some.Vault();
        start = Stopwatch.GetTimestamp();
        var found = await restarted.KeysOfAsync(IdentityKind.Meter, meters, default);
        var finding = Stopwatch.GetElapsedTime(start);

        output.WriteLine(
            $"a second: {Identifiers / assigning.TotalSeconds:N0} assigned, {Identifiers / finding.TotalSeconds:N0} found, {Identifiers / cached.TotalSeconds:N0} from the cache");
        Assert.Equal(assigned, known);
        Assert.Equal(assigned, found);

        // Some fifty times as fast; a ratio holds on a busy machine too.
        Assert.True(cached * 5 < finding, $"the cache took {cached}, the database {finding}");
    }
}
