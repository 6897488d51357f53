namespace CityOps.EndToEnd.Tests.Support;

/// <summary>The real data sets beside the project's root; a user's checkout has none, and then the tests that need them skip.</summary>
public static class SharedData
{
    /// <summary>The file's path, or the running test is skipped.</summary>
    public static string FileOrSkip(params string[] parts)
    {
        var path = Path.Combine([Path.GetDirectoryName(Repository.Root)!, "shared", "data", .. parts]);
        Assert.SkipUnless(File.Exists(path), $"shared/data/{string.Join('/', parts)} is not beside the project's root.");
        return path;
    }
}

public static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CityOps.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No CityOps.sln above {start}.");
    }
}
