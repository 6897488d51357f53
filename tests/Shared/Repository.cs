namespace CityOps.Tests.Shared;

/// <summary>The checkout that the tests were built from, and the real data that may lie beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>A file or folder of the real data; the running test is skipped where it is absent.</summary>
    /// <param name="parts">Its path below <c>shared/data</c> beside the checkout.</param>
    public static string DataOrSkip(params string[] parts)
    {
        var path = Path.Combine([Path.GetDirectoryName(Root)!, "shared", "data", .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"shared/data/{string.Join('/', parts)} is not beside the checkout.");
        return path;
    }

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
