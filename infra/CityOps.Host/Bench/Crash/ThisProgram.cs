namespace CityOps.Host.Bench.Crash;

/// <summary>How to run this executable once more.</summary>
internal static class ThisProgram
{
    public static IReadOnlyList<string> With(IReadOnlyList<string> arguments)
    {
        var path = Environment.ProcessPath!;
        return string.Equals(Path.GetFileNameWithoutExtension(path), "dotnet", StringComparison.Ordinal)
            ? [path, "exec", Path.Combine(AppContext.BaseDirectory, "cityops.dll"), .. arguments]
            : [path, .. arguments];
    }
}
