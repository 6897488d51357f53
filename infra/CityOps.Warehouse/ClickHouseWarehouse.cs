using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using CityOps.Warehouse.Embedded.Handover;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO;
using ClickHouse.Driver.ADO.Parameters;

namespace CityOps.Warehouse;

/// <summary>The warehouse over ClickHouse.Driver; the same for a cluster and for the embedded engine. It retries nothing.</summary>
internal sealed class ClickHouseWarehouse(WarehouseClient client, SharedBodies bodies, WarehouseMetrics metrics) : IWarehouse
{
    private const int WriteBufferBytes = 128 * 1024;

    public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => RunAsync(
        "execute",
        async () =>
        {
            var driver = await client.GetAsync(cancellationToken);
            return await driver.ExecuteNonQueryAsync(sql, ToDriver(parameters), null, cancellationToken);
        },
        cancellationToken);

    public async IAsyncEnumerable<TRow> QueryAsync<TRow>(
        string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await RunAsync<DbDataReader>(
            "query",
            async () =>
            {
                var driver = await client.GetAsync(cancellationToken);
                return await driver.ExecuteReaderAsync(sql, ToDriver(parameters), null, cancellationToken);
            },
            cancellationToken);
        while (await GuardAsync(() => reader.ReadAsync(cancellationToken), cancellationToken))
        {
            yield return map(reader);
        }
    }

    public async IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var result = await RunAsync("query", () => ReadRawAsync(sql, parameters, WarehouseFormat.ArrowStream, cancellationToken), cancellationToken);
        await using var stream = await result.ReadAsStreamAsync();
        using var reader = new ArrowStreamReader(stream, new CompressionCodecFactory());
        RecordBatch? batch;
        while ((batch = await GuardAsync(async () => await reader.ReadNextRecordBatchAsync(cancellationToken), cancellationToken)) is not null)
        {
            yield return batch;
        }
    }

    public async Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken)
    {
        using var result = await RunAsync("query", () => ReadRawAsync(sql, parameters, format, cancellationToken), cancellationToken);
        await using var stream = await result.ReadAsStreamAsync();
        await stream.CopyToAsync(to, cancellationToken);
    }

    public async Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken)
    {
        if (batches.Count == 0)
        {
            return;
        }

        var columns = string.Join(", ", batches[0].Schema.FieldsList.Select(f => SqlIdentifier.Quote(f.Name)));
        var deduplicate = mode == InsertMode.Again ? ", insert_deduplicate = 0" : "";
        var sql = $"INSERT INTO {SqlIdentifier.QuoteTable(table)} ({columns}) SETTINGS {IWarehouse.InsertSettings}{deduplicate} FORMAT ArrowStream";
        await RunAsync(
            "insert",
            async () =>
            {
                var driver = await client.GetAsync(cancellationToken);
                return await TryHandOverAsync(driver, sql, batches, cancellationToken) || await SendAsync(driver, sql, batches, cancellationToken);
            },
            cancellationToken);
        metrics.Inserted(table, batches.Sum(b => (long)b.Length));
    }

    private async Task<bool> TryHandOverAsync(ClickHouseClient driver, string sql, IReadOnlyList<RecordBatch> batches, CancellationToken cancellationToken)
    {
        if (bodies.TryWrite(batches) is not { } body)
        {
            return false;
        }

        var options = new QueryOptions { CustomHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { [SharedBody.Header] = body.Reference } };
        try
        {
            using var response = await driver.PostStreamAsync(sql, static (_, _) => Task.CompletedTask, isCompressed: false, cancellationToken, options);
        }
        catch (ClickHouseServerException error) when (error.ErrorCode == SharedBody.UnreadableCode)
        {
            bodies.TurnOff();
            bodies.Drop(body);
            return false;
        }
        catch
        {
            bodies.Drop(body);
            throw;
        }

        bodies.Return(body);
        return true;
    }

    private static async Task<bool> SendAsync(ClickHouseClient driver, string sql, IReadOnlyList<RecordBatch> batches, CancellationToken cancellationToken)
    {
        using var response = await driver.PostStreamAsync(sql, (body, token) => WriteAsync(body, batches, token), isCompressed: false, cancellationToken);
        return true;
    }

    private static async Task WriteAsync(Stream body, IReadOnlyList<RecordBatch> batches, CancellationToken cancellationToken)
    {
        // The writer writes each column's buffers by themselves; small ones become one piece on the wire. The body is not ours to close.
        var buffered = new BufferedStream(body, WriteBufferBytes);
        using var writer = new ArrowStreamWriter(buffered, batches[0].Schema, leaveOpen: true);
        await writer.WriteStartAsync(cancellationToken);
        foreach (var batch in batches)
        {
            await writer.WriteRecordBatchAsync(batch, cancellationToken);
        }

        await writer.WriteEndAsync(cancellationToken);
        await buffered.FlushAsync(cancellationToken);
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

    private async Task<ClickHouseRawResult> ReadRawAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, CancellationToken cancellationToken)
    {
        var driver = await client.GetAsync(cancellationToken);
        using var connection = driver.CreateConnection();
        using var command = new ClickHouseCommand(connection) { CommandText = sql + (format is WarehouseFormat.Parquet ? "\nFORMAT Parquet" : "\nFORMAT ArrowStream"), AcceptEncoding = "identity" };
        foreach (var parameter in ToDriver(parameters))
        {
            command.Parameters.Add(parameter);
        }

        // Plain strings and values: readers need not know which columns are LowCardinality.
        command.CustomSettings["output_format_arrow_string_as_string"] = 1;
        command.CustomSettings["output_format_arrow_low_cardinality_as_dictionary"] = 0;
        command.CustomSettings["output_format_arrow_compression_method"] = "lz4_frame";
        return await command.ExecuteRawResultAsync(cancellationToken);
    }

    private async Task<T> RunAsync<T>(string kind, Func<Task<T>> statement, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await GuardAsync(statement, cancellationToken);
        metrics.Done(kind, started);
        return result;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> step, CancellationToken cancellationToken)
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (WarehouseErrors.IsWarehouse(e, cancellationToken))
        {
            var error = WarehouseErrors.Map(e);
            metrics.Failed(error.Code);
            throw error;
        }
    }
}
