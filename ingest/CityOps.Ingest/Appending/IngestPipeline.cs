using System.Data.Common;
using System.Threading.Channels;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Warehouse;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Appending;

/// <summary>
/// A body of any length, from bytes to durable messages, in constant memory: the next batch is decoded while the one before it is appended,
/// and at most two batches wait.
/// </summary>
public sealed class IngestPipeline(ContractAppender appender, IOptions<IngestOptions> options, TimeProvider clock, ILogger<IngestPipeline> logger)
{
    /// <param name="contract">The border schema.</param>
    /// <param name="body">Decompressed. An unreadable one throws <see cref="UndecodableBodyException"/> from its reads.</param>
    /// <param name="source">Where the body comes from, and where in it.</param>
    /// <param name="receipt">Grows batch by batch; valid whatever happens.</param>
    /// <returns>Null when the whole body was taken.</returns>
    public async Task<IngestFailure?> IngestAsync(
        ContractSchema contract, WireFormat format, Stream body, UploadSource source, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        var limits = new DecodeLimits(options.Value.BatchRows, options.Value.MaxRowKilobytes * 1024, options.Value.BatchMegabytes * 1024 * 1024);
        var batches = Channel.CreateBounded<DecodedRows>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var taken = contract.ObservedUntil(clock.GetUtcNow().AddMinutes(options.Value.MaxFutureMinutes));
        var decoding = DecodeAsync(taken, format, body, limits, batches.Writer, stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                using (batch)
                {
                    await appender.AppendAsync(contract, source.Number(batch), source.Origin, receipt, cancellationToken);
                }
            }

            return null;
        }
        catch (UndecodableBodyException undecodable)
        {
            return new IngestFailure(IngestFailureKind.Undecodable, undecodable.Message);
        }
        catch (LogFullException full)
        {
            logger.LogError("An upload of {Contract} stopped after {Accepted} rows: {Reason}", contract.Name, receipt.Accepted, full.Message);
            return new IngestFailure(IngestFailureKind.Full, "The server's disk is full. Send the rows that are not counted as accepted again once there is room.");
        }
        catch (Exception unavailable) when (unavailable is EventLogException or DbException or WarehouseException { IsTransient: true })
        {
            logger.LogError(unavailable, "An upload of {Contract} stopped after {Accepted} rows", contract.Name, receipt.Accepted);
            return new IngestFailure(IngestFailureKind.Unavailable, "The rows cannot be stored right now. Send those that are not counted as accepted again.");
        }
        finally
        {
            await stop.CancelAsync();
            await decoding;
            while (batches.Reader.TryRead(out var left))
            {
                left.Dispose();
            }
        }
    }

    // Ends by completing the channel, whatever happens: the reader is who learns of a failure.
    private static async Task DecodeAsync(
        ContractSchema contract, WireFormat format, Stream body, DecodeLimits limits, ChannelWriter<DecodedRows> batches, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in ContractDecoders.For(format).DecodeAsync(body, contract, limits, cancellationToken))
            {
                await WriteAsync(batches, batch, cancellationToken);
            }

            batches.Complete();
        }
        catch (Exception failure)
        {
            batches.Complete(failure);
        }
    }

    private static async ValueTask WriteAsync(ChannelWriter<DecodedRows> batches, DecodedRows batch, CancellationToken cancellationToken)
    {
        try
        {
            await batches.WriteAsync(batch, cancellationToken);
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }
}
