using System.Data.Common;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO;
using ClickHouse.Driver.ADO.Parameters;

namespace CityOps.Warehouse;

/// <summary>The warehouse over ClickHouse.Driver; the same for a cluster and for the embedded engine.</summary>
internal sealed class ClickHouseWarehouse(IWarehouseEndpoint endpoint, WarehouseOptions options) : IWarehouse, IDisposable
{
    private readonly Lock _lock = new();
    private (WarehouseAddress Address, ClickHouseClient Client)? _current;

    public async Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        try
        {
            var client = await GetClientAsync(cancellationToken);
            await client.ExecuteNonQueryAsync(sql, ToDriver(parameters), null, cancellationToken);
        }
        catch (Exception e) when (WarehouseErrors.IsWarehouse(e, cancellationToken))
        {
            throw WarehouseErrors.Map(e);
        }
    }

    public async IAsyncEnumerable<TRow> QueryAsync<TRow>(
        string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await ReadAsync(sql, parameters, cancellationToken);
        while (await NextAsync(() => reader.ReadAsync(cancellationToken), cancellationToken))
        {
            yield return map(reader);
        }
    }

    public async IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var result = await ReadRawAsync(sql, parameters, cancellationToken);
        await using var stream = await result.ReadAsStreamAsync();
        using var reader = new ArrowStreamReader(stream, new Apache.Arrow.Compression.CompressionCodecFactory());
        RecordBatch? batch;
        while ((batch = await NextAsync(async () => await reader.ReadNextRecordBatchAsync(cancellationToken), cancellationToken)) is not null)
        {
            yield return batch;
        }
    }

    public async Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken)
    {
        if (batches.Count == 0)
        {
            return;
        }

        var columns = string.Join(", ", batches[0].Schema.FieldsList.Select(f => SqlIdentifier.Quote(f.Name)));
        var deduplicate = mode == InsertMode.Again ? ", insert_deduplicate = 0" : "";
        var sql = $"INSERT INTO {SqlIdentifier.QuoteTable(table)} ({columns}) SETTINGS async_insert = 0{deduplicate} FORMAT ArrowStream";
        try
        {
            var client = await GetClientAsync(cancellationToken);
            using var _ = await client.PostStreamAsync(sql, (body, token) => WriteAsync(body, batches, token), isCompressed: false, cancellationToken);
        }
        catch (Exception e) when (WarehouseErrors.IsWarehouse(e, cancellationToken))
        {
            throw WarehouseErrors.Map(e);
        }
    }

    public void Dispose() => _current?.Client.Dispose();

    private static async Task WriteAsync(Stream body, IReadOnlyList<RecordBatch> batches, CancellationToken cancellationToken)
    {
        using var writer = new ArrowStreamWriter(body, batches[0].Schema, leaveOpen: true);
        await writer.WriteStartAsync(cancellationToken);
        foreach (var batch in batches)
        {
            await writer.WriteRecordBatchAsync(batch, cancellationToken);
        }

        await writer.WriteEndAsync(cancellationToken);
        await body.FlushAsync(cancellationToken);
    }

    private static ClickHouseParameterCollection ToDriver(WarehouseParameters parameters)
    {
        var collection = new ClickHouseParameterCollection();
        foreach (var (name, value) in parameters)
        {
            collection.Add(new ClickHouseDbParameter { ParameterName = name, Value = value });
        }

        return collection;
    }

    private static async Task<T> NextAsync<T>(Func<Task<T>> next, CancellationToken cancellationToken)
    {
        try
        {
            return await next();
        }
        catch (Exception e) when (WarehouseErrors.IsWarehouse(e, cancellationToken))
        {
            throw WarehouseErrors.Map(e);
        }
    }

    private Task<DbDataReader> ReadAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => NextAsync<DbDataReader>(
        async () =>
        {
            var client = await GetClientAsync(cancellationToken);
            return await client.ExecuteReaderAsync(sql, ToDriver(parameters), null, cancellationToken);
        },
        cancellationToken);

    private Task<ClickHouseRawResult> ReadRawAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => NextAsync(
        async () =>
        {
            var client = await GetClientAsync(cancellationToken);
            using var connection = client.CreateConnection();
            using var command = new ClickHouseCommand(connection) { CommandText = sql + "\nFORMAT ArrowStream", AcceptEncoding = "identity" };
            foreach (var (name, value) in parameters)
            {
                command.Parameters.Add(new ClickHouseDbParameter { ParameterName = name, Value = value });
            }

            command.CustomSettings["output_format_arrow_string_as_string"] = 1;
            command.CustomSettings["output_format_arrow_low_cardinality_as_dictionary"] = 0;
            command.CustomSettings["output_format_arrow_compression_method"] = "lz4_frame";
            return await command.ExecuteRawResultAsync(cancellationToken);
        },
        cancellationToken);

    private async ValueTask<ClickHouseClient> GetClientAsync(CancellationToken cancellationToken)
    {
        var address = await endpoint.GetAddressAsync(cancellationToken);
        lock (_lock)
        {
            if (_current is { } current && current.Address == address)
            {
                return current.Client;
            }

            // The old client is left to its running requests: they fail by themselves, since the engine that they spoke to has gone.
            var client = new ClickHouseClient(new ClickHouseClientSettings
            {
                Host = address.Url.Host,
                Port = (ushort)address.Url.Port,
                Protocol = address.Url.Scheme,
                Path = address.Url.AbsolutePath.Trim('/'),
                Username = address.User,
                Password = address.Password,
                Database = address.Database,
                UseCompression = !options.IsEmbedded,
                Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
                CustomSettings = new Dictionary<string, object>(StringComparer.Ordinal) { ["final"] = 1 },
            });
            _current = (address, client);
            return client;
        }
    }
}
