using System.Reflection;
using System.Runtime.InteropServices;

namespace CityOps.Warehouse.Embedded.Interop;

/// <summary>
/// Finds and loads libchdb: where <c>CITYOPS_CHDB_LIBRARY</c> points, else beside the executable (published), else in the npm folder of
/// the source tree above the executable. The library is 566 MB, so it is never copied next to test or build output.
/// </summary>
public static class ChdbLibrary
{
    public const string EnvironmentVariable = "CITYOPS_CHDB_LIBRARY";

    internal const string Name = "chdb";

    private const string NpmFolder = "infra/CityOps.Warehouse/Embedded/native/node_modules/@chdb";

    /// <summary>The library's path, or null where it is not installed.</summary>
    public static string? Find()
    {
        var named = Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (!string.IsNullOrEmpty(named))
        {
            return File.Exists(named) ? named : null;
        }

        var file = OperatingSystem.IsMacOS() ? "libchdb.dylib" : "libchdb.so";
        var beside = Path.Combine(AppContext.BaseDirectory, file);
        if (File.Exists(beside))
        {
            return beside;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var packages = Path.Combine(folder.FullName, NpmFolder);
            if (Directory.Exists(packages))
            {
                // The macOS packages have carried the library under the Linux name too.
                return Directory.EnumerateFiles(packages, "libchdb.*", SearchOption.AllDirectories).FirstOrDefault();
            }
        }

        return null;
    }

    /// <summary>Makes P/Invoke calls of this assembly to <c>chdb</c> find the library. Call it once, before the first.</summary>
    /// <exception cref="FileNotFoundException">The library is not installed; the message says how to get it.</exception>
    internal static void Register()
    {
        var path = Find() ?? throw new FileNotFoundException(
            $"The embedded warehouse engine (libchdb) was not found. Run `npm ci` in {Path.GetDirectoryName(Path.GetDirectoryName(NpmFolder))}, or set {EnvironmentVariable} to its path.");
        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(),
            (name, _, _) => string.Equals(name, Name, StringComparison.Ordinal) ? NativeLibrary.Load(path) : IntPtr.Zero);
    }
}
