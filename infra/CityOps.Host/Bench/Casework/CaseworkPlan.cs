namespace CityOps.Host.Bench.Casework;

/// <summary>What one run of <c>bench casework</c> does.</summary>
/// <param name="Folder">The data folder of the installation that is measured; deleted after the run.</param>
internal sealed record CaseworkPlan(
    string Folder, string Database, int Cases, int Analysts, int Inspectors, TimeSpan Warmup, TimeSpan Measured, int Seed)
{
    public const int Towns = 24;

    /// <summary>Actions a second: an analyst's each 5 s.</summary>
    public double AnalystRate => Analysts / 5.0;

    /// <summary>Actions a second: an inspector's each 60 s.</summary>
    public double InspectorRate => Inspectors / 60.0;

    /// <summary>Orders that are out before it starts: enough for every acceptance there can be.</summary>
    public int Orders => Math.Min(Cases / 2, (int)(InspectorRate * (Warmup + Measured).TotalSeconds * 0.4) + 50);

    public static string Town(int index) => FormattableString.Invariant($"Town {index % Towns:D2}");

    public static string Inspector(int index) => FormattableString.Invariant($"inspector-{index:D4}");
}
