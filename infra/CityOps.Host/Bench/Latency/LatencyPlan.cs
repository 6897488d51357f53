namespace CityOps.Host.Bench.Latency;

/// <summary>What one run of <c>bench latency</c> does.</summary>
/// <param name="Folder">The data folder of the installation that is measured; deleted after the run.</param>
/// <param name="Rate">Positions a second from the background fleet.</param>
/// <param name="Trucks">Of the background fleet, each a connection.</param>
/// <param name="Rehearsals">Probes after the warm-up that are not counted: the first case of a process finds all behind the log cold.</param>
/// <param name="Probes">Trucks that enter a forbidden area, each once.</param>
internal sealed record LatencyPlan(string Folder, int Rate, int Trucks, int Rehearsals, int Probes, TimeSpan Warmup, TimeSpan Measured)
{
    public int AllProbes => Rehearsals + Probes;

    public static string BackgroundId(int index) => FormattableString.Invariant($"driving-{index:D5}");

    public static string ProbeId(int index) => FormattableString.Invariant($"probe-{index:D5}");

    public static string BackgroundPhone(int index) => FormattableString.Invariant($"1391{index:D7}");

    public static string ProbePhone(int index) => FormattableString.Invariant($"1392{index:D7}");
}
