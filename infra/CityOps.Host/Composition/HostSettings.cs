using CityOps.Contracts.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Composition;

/// <summary>Which parts a process runs.</summary>
[Flags]
public enum HostRoles
{
    None = 0,

    /// <summary>The gateway: takes events and appends them to the log.</summary>
    Ingest = 1,

    /// <summary>Landing, stream processors and scoring.</summary>
    Pipelines = 2,

    /// <summary>Casework, the REST API and the pages.</summary>
    Api = 4,

    All = Ingest | Pipelines | Api,
}

/// <summary>How one process is to run.</summary>
/// <param name="HttpPort">The loopback port of the pages, the API and the gateway; 0 takes any free one.</param>
/// <param name="Demo">Stream a small simulated district, and let whoever signs in switch roles.</param>
/// <param name="Scenarios">What the district watches for.</param>
public sealed record HostSettings(DataFolder Folder, HostRoles Roles, int HttpPort, bool Demo, IReadOnlyList<IScenario> Scenarios)
{
    /// <summary>Addresses to listen on instead of loopback, as <c>ASPNETCORE_URLS</c> has them; null for loopback.</summary>
    public string? Urls { get; init; }

    /// <summary>Where it listens, separated by semicolons.</summary>
    public string Addresses => Urls ?? $"http://127.0.0.1:{HttpPort}";

    /// <summary>Where standard output belongs to what a command found, as in a benchmark's JSON.</summary>
    public bool LogsToStandardError { get; init; }

    /// <summary>Adds services before any other; those that are added only where missing then stay away. For <c>bench crash</c>.</summary>
    public Action<IServiceCollection>? First { get; init; }
}
