using System.Text;

namespace CityOps.Warehouse.Embedded.Sql;

/// <summary>
/// Finds what in a statement would reach out of the warehouse: files of the machine, other hosts, programs. The engine runs as the user who owns the vault
/// and its secrets, so whoever holds the SQL account must not read through it what they could not read otherwise.
/// </summary>
internal static class OutsideAccess
{
    // Table functions, table engines and dictionary sources alike, as a word before a parenthesis or after ENGINE =.
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "file", "fileCluster", "url", "urlCluster", "s3", "s3Cluster", "gcs", "oss", "cosn", "hdfs", "hdfsCluster", "azureBlobStorage", "azureBlobStorageCluster",
        "remote", "remoteSecure", "cluster", "clusterAllReplicas", "distributed", "mysql", "postgresql", "materializedPostgreSQL", "sqlite", "mongodb", "mongo",
        "redis", "jdbc", "odbc", "http", "executable", "executablePool", "python", "kafka", "nats", "rabbitmq", "disk", "iceberg", "icebergLocal", "icebergS3", "icebergAzure",
        "deltaLake", "deltaLakeLocal", "deltaLakeS3", "deltaLakeAzure", "hudi", "paimon", "ytsaurus", "arrowFlight", "filesystem", "prometheus",
        "S3Queue", "AzureQueue", "FileLog", "icebergHDFS", "icebergCluster", "deltaLakeCluster", "hudiCluster", "hive", "clickhouse",
    };

    /// <returns>The word by which the statement reaches out, or null.</returns>
    internal static string? Find(ReadOnlySpan<byte> statement)
    {
        var tokens = new SqlTokens(statement);
        var (word, afterEngine, afterEquals) = (default(string), false, false);
        while (tokens.Next())
        {
            if (word is not null && tokens.IsSymbol('('))
            {
                return word;
            }

            word = tokens.Kind is SqlTokenKind.Word or SqlTokenKind.Quoted && s_words.TryGetValue(NameOf(tokens.Current), out var known) ? known : null;
            if (word is not null && afterEquals)
            {
                return word;
            }

            (afterEngine, afterEquals) = (tokens.Is("ENGINE"), afterEngine && tokens.IsSymbol('='));
        }

        return null;
    }

    private static string NameOf(ReadOnlySpan<byte> token) => Encoding.UTF8.GetString(token).Trim('`', '"');
}
