using System.IO.Compression;
using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.EventLog;
using CityOps.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.EndToEnd.Tests.Support;

/// <summary>
/// Looks for canaries wherever an installation keeps or says anything: rows of the warehouse as uncompressed text, messages of the log decoded, every
/// file byte for byte, and answers. It says where it found which.
/// </summary>
internal sealed class PrivacyScan(IReadOnlyList<string> texts, IReadOnlyList<double> numbers)
{
    private readonly List<(string Name, byte[] Bytes)> _needles =
    [
        .. texts.SelectMany(t => ((string, byte[])[])[(t, Encoding.UTF8.GetBytes(t)), (t + " (UTF-16)", Encoding.Unicode.GetBytes(t))]),
        .. texts.Select(t => (t + " (base64)", Encoding.ASCII.GetBytes(Base64Middle(t)))),
        .. numbers.SelectMany(n => ((string, byte[])[])[($"{n:R}", Encoding.ASCII.GetBytes(FormattableString.Invariant($"{n:R}"))), ($"{n:R} (binary)", BitConverter.GetBytes(n))]),
    ];

    public List<string> Found { get; } = [];

    public void Bytes(string where, ReadOnlySpan<byte> bytes)
    {
        foreach (var (name, needle) in _needles)
        {
            if (bytes.IndexOf(needle) >= 0)
            {
                Found.Add($"{where}: {name}");
            }
        }
    }

    public void Text(string where, string text) => Bytes(where, Encoding.UTF8.GetBytes(text));

    /// <summary>Every file of a folder; what is a zip, file by file.</summary>
    public void Folder(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] bytes;
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var whole = new MemoryStream();
                file.CopyTo(whole);
                bytes = whole.ToArray();
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            Bytes(Path.GetRelativePath(folder, path), bytes);
            if (bytes.AsSpan().StartsWith("PK\x03\x04"u8))
            {
                Zip(Path.GetRelativePath(folder, path), bytes);
            }
        }
    }

    public void Zip(string where, byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            Bytes($"{where}!{entry.FullName}", content.ToArray());
        }
    }

    /// <summary>Every row of every table, our own and the engine's, as text: the engine reads what it compressed and we search what it reads.</summary>
    public async Task<int> WarehouseAsync(CityOpsProcess cityops)
    {
        var tables = (await cityops.QueryAsync(
            "SELECT concat(database, '.', name) FROM system.tables WHERE (database = 'cityops' OR (database = 'system' AND name LIKE '%_log')) AND engine NOT LIKE '%View' FORMAT TabSeparated")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var needles = string.Join(", ", texts.Concat(numbers.Select(n => FormattableString.Invariant($"{n:R}"))).Select(t => $"'{t}'"));
        foreach (var table in tables)
        {
            var rows = await cityops.QueryAsync($"SELECT count() FROM (SELECT formatRow('JSONEachRow', *) AS row FROM {table}) WHERE multiSearchAny(row, [{needles}])");
            if (rows != "0" && !table.StartsWith("system.", StringComparison.Ordinal))
            {
                Found.Add($"{table}: {rows} rows");
            }
        }

        return tables.Length;
    }

    /// <summary>Every message of every topic: key, headers and value as they are, and the value's rows decoded. The server must have stopped.</summary>
    /// <returns>How many messages there were.</returns>
    public async Task<int> LogAsync(string folder, CancellationToken cancellationToken)
    {
        await using var services = Log(folder);
        var log = services.GetRequiredService<IEventLog>();
        var contracts = new ContractCatalog(Scenarios.Catalog());
        var messages = 0;
        foreach (var schema in contracts.All)
        {
            foreach (var topic in (string[])[schema.Topic, schema.Topic + ".dead"])
            {
                if (await log.DescribeAsync(topic, cancellationToken) is not null)
                {
                    messages += await TopicAsync(log, topic, topic == schema.Topic ? schema : null, cancellationToken);
                }
            }
        }

        return messages;
    }

    /// <summary>Appends a message as no part of CityOps would, for the positive control.</summary>
    public static async Task PlantAsync(string folder, string value, CancellationToken cancellationToken)
    {
        await using var services = Log(folder);
        var log = services.GetRequiredService<IEventLog>();
        await log.EnsureTopicAsync("cityops.weather.v1", 1, cancellationToken);
        await log.AppendAsync("cityops.weather.v1", [new LogAppend(0, default, Encoding.UTF8.GetBytes(value), [])], cancellationToken);
    }

    private static ServiceProvider Log(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["CityOps:DataFolder"] = folder }).Build();
        return new ServiceCollection().AddLogging().AddCityOpsEventLog(configuration).BuildServiceProvider();
    }

    private async Task<int> TopicAsync(IEventLog log, string topic, Contracts.Schema.ContractSchema? schema, CancellationToken cancellationToken)
    {
        await using var reader = log.ReadAll([topic], new FromTheStart(), ConsumerLimits.Default);
        var messages = 0;
        while (await reader.ReadAsync(TimeSpan.FromMilliseconds(200), cancellationToken) is { } batch)
        {
            foreach (var record in batch.Records)
            {
                messages++;
                Bytes($"{batch.Partition}@{record.Offset} key", record.Key.Span);
                Bytes($"{batch.Partition}@{record.Offset}", record.Value.Span);
                Text($"{batch.Partition}@{record.Offset} headers", string.Join('\n', record.Headers.Select(h => h.Value)));
                if (schema is not null && record.Header("content-type") is { } type && type.Contains("arrow", StringComparison.Ordinal))
                {
                    Rows($"{batch.Partition}@{record.Offset} rows", MessageDecoder.Decode(type, record.Value, schema.Keyed).Rows);
                }
            }

            batch.Release();
        }

        return messages;
    }

    private void Rows(string where, RecordBatch rows)
    {
        foreach (var column in rows.Arrays)
        {
            switch (column)
            {
                case StringArray text: Bytes(where, text.ValueBuffer.Span); break;
                case DoubleArray number: Bytes(where, System.Runtime.InteropServices.MemoryMarshal.AsBytes(number.Values)); break;
            }
        }
    }

    // What base64 makes of the text's middle, whatever stands before it at one of three offsets, would need three needles; this one is for a value encoded alone.
    private static string Base64Middle(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))[..^4];

    private sealed class FromTheStart : IAssignmentListener
    {
        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
            new(new Dictionary<TopicPartition, long>());

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
