using System.Runtime.InteropServices;

namespace CityOps.Host.Bench;

/// <summary>What a benchmark found.</summary>
/// <param name="Name">Of the benchmark.</param>
/// <param name="Figures">Name in snake case, with its unit in it, and a number, a text or a list of texts.</param>
/// <param name="Context">What the figures depend on: cores, rows, versions, seed.</param>
internal sealed record BenchReport(string Name, IReadOnlyDictionary<string, object> Figures, IReadOnlyDictionary<string, object> Context)
{
    /// <summary>False where the run found something wrong (rows lost), which the exit code then says; a slow figure is not wrong.</summary>
    public bool IsSound { get; init; } = true;

    /// <summary>The part of <see cref="Context"/> that every benchmark has.</summary>
    public static Dictionary<string, object> CommonContext() => new(StringComparer.Ordinal)
    {
        ["cores"] = Environment.ProcessorCount,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["platform"] = RuntimeInformation.RuntimeIdentifier,
    };
}
