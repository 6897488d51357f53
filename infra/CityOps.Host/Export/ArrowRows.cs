using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace CityOps.Host.Export;

/// <summary>Counts the rows of an Arrow IPC stream.</summary>
internal static class ArrowRows
{
    public static async Task<long> CountAsync(Stream file, CancellationToken cancellationToken)
    {
        using var reader = new ArrowStreamReader(file, new CompressionCodecFactory(), leaveOpen: true);
        var rows = 0L;
        while (await reader.ReadNextRecordBatchAsync(cancellationToken) is { } batch)
        {
            using (batch)
            {
                rows += batch.Length;
            }
        }

        return rows;
    }
}
