namespace CityOps.Host.Bench.Crash.Child;

/// <summary>A file beside the data that says which point a child ended at: written by the child right before, read by the benchmark after.</summary>
internal static class KillMarker
{
    private const string Name = "killed-at";

    public static void Write(string dataFolder, string point) => File.WriteAllText(Path.Combine(dataFolder, Name), point);

    /// <returns>The point, or null where the child did not get to it.</returns>
    public static string? Take(string dataFolder)
    {
        var file = Path.Combine(dataFolder, Name);
        if (!File.Exists(file))
        {
            return null;
        }

        var point = File.ReadAllText(file);
        File.Delete(file);
        return point;
    }
}
