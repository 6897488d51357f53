using System.ComponentModel.DataAnnotations;
using CityOps.Warehouse.Embedded;

namespace CityOps.Warehouse;

/// <summary>Configuration section <c>CityOps:Warehouse</c>.</summary>
public sealed class WarehouseOptions
{
    /// <summary>The HTTP address of a ClickHouse cluster, such as <c>http://clickhouse:8123</c>; empty = the embedded engine.</summary>
    public string Url { get; set; } = "";

    public string User { get; set; } = "default";

    public string Password { get; set; } = "";

    [Required]
    [RegularExpression("^[A-Za-z_][A-Za-z0-9_]*$")]
    public string Database { get; set; } = "cityops";

    /// <summary>How long one statement may take before its client gives up.</summary>
    [Range(1, 86_400)]
    public int TimeoutSeconds { get; set; } = 600;

    /// <summary>Whether tables sync the parts that inserts and merges write, so that a power cut costs none of them. Inserts wait for the disk then.</summary>
    public bool SyncParts { get; set; }

    public EmbeddedWarehouseOptions Embedded { get; set; } = new();

    public bool IsEmbedded => Url.Length == 0;
}

/// <summary>Configuration section <c>CityOps:Warehouse:Embedded</c>.</summary>
public sealed class EmbeddedWarehouseOptions
{
    /// <summary>What the engine may allocate, in MiB; 0 = 35 % of the memory, at most 4096.</summary>
    [Range(0, 1_048_576)]
    public int MaxMemoryMb { get; set; }

    /// <summary>The loopback port; 0 = any free one.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; }

    /// <summary>Threads of one query; 0 = one a core.</summary>
    [Range(0, 1024)]
    public int MaxThreads { get; set; }

    /// <summary>The command that runs <see cref="EngineProgram.RunAsync"/>, executable first; empty = this assembly with the .NET that runs.</summary>
    public IList<string> Command { get; } = [];

    /// <summary>How long the engine may take to open its folder.</summary>
    [Range(1, 3600)]
    public int StartLimitSeconds { get; set; } = 120;
}
