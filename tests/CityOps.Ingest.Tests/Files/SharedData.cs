using System.IO.Compression;
using CityOps.Tests.Shared;

namespace CityOps.Ingest.Tests.Files;

/// <summary>Real data beside the checkout; tests skip where it is absent.</summary>
internal static class SharedData
{
    public static Stream Open(string path)
    {
        var stream = File.OpenRead(Repository.DataOrSkip(path));
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
