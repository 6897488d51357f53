using CityOps.Host.Composition;

namespace CityOps.Host.Replay;

/// <summary>What <c>cityops replay</c> was asked to do.</summary>
internal sealed record ReplayRequest(FileInfo File, string Contract, DataFolder Folder, MappingOptions Mapping, bool Wait, bool Json);

/// <summary>The mapping options as they were typed.</summary>
internal sealed record MappingOptions(string[] Map, string[] Set, string[] Unit, string? Zone)
{
    public bool Any => Map.Length + Set.Length + Unit.Length > 0 || Zone is not null;
}
