using System.Runtime.InteropServices;

namespace CityOps.Warehouse.Embedded;

/// <summary>How to start the engine's process where nothing else is configured.</summary>
internal static class EngineCommand
{
    /// <summary>
    /// This assembly, run by the .NET host that runs us and with the same dependencies as we: it lies in every output folder that uses
    /// the warehouse, so that tests and tools need no other executable.
    /// </summary>
    internal static IReadOnlyList<string> Default()
    {
        var assembly = typeof(EngineCommand).Assembly.Location;
        var name = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
        if (!File.Exists(InBase(name, ".runtimeconfig.json")) || !File.Exists(InBase(name, ".deps.json")))
        {
            name = Path.GetFileNameWithoutExtension(assembly);
        }

        return [FindHost(), "exec", "--runtimeconfig", InBase(name, ".runtimeconfig.json"), "--depsfile", InBase(name, ".deps.json"), assembly];
    }

    private static string InBase(string name, string extension) => Path.Combine(AppContext.BaseDirectory, name + extension);

    private static string FindHost()
    {
        if (Environment.ProcessPath is { } path && string.Equals(Path.GetFileName(path), "dotnet", StringComparison.Ordinal))
        {
            return path;
        }

        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/ → …/dotnet/dotnet
        var root = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent?.Parent;
        var host = root is null ? null : Path.Combine(root.FullName, "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }
}
