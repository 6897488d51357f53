using System.IO.Compression;

namespace CityOps.Ingest.Tests.Files;

/// <summary>Real data beside the checkout; tests skip where it is absent.</summary>
internal static class SharedData
{
    public static Stream Open(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CityOps.sln")))
        {
            folder = folder.Parent;
        }

        var file = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data", path);
        Assert.SkipUnless(File.Exists(file), $"../shared/data/{path} is not here.");
        var stream = File.OpenRead(file);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
