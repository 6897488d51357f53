using System.Runtime.CompilerServices;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>
/// An Arrow IPC stream. Columns are found by name and may have any type that can stand for the contract's: dictionaries, timestamps of any unit, whole
/// numbers of any width, texts.
/// </summary>
internal sealed class ArrowDecoder : IContractDecoder
{
    private static readonly CompressionCodecFactory Codecs = new();

    public async IAsyncEnumerable<DecodedRows> DecodeAsync(
        Stream body, ContractSchema schema, DecodeLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var allocator = new BoundedAllocator();
        using var frames = new ArrowFrameStream(body);
        using var reader = new ArrowStreamReader(frames, allocator, Codecs, leaveOpen: true);
        var source = await ReadAsync(() => reader.GetSchema(cancellationToken), cancellationToken)
            ?? throw new UndecodableBodyException("The body is empty; an Arrow IPC stream begins with its schema.");
        var converter = new ArrowConverter(schema, source, limits);
        while (await ReadAsync(() => reader.ReadNextRecordBatchAsync(cancellationToken), cancellationToken) is { } batch)
        {
            for (var from = 0; from < batch.Length; from += limits.RowsPerBatch)
            {
                var part = batch.Length <= limits.RowsPerBatch ? batch : batch.Slice(from, Math.Min(limits.RowsPerBatch, batch.Length - from));
                yield return Guarded(() => converter.Convert(part));
            }

            allocator.Restart();
        }
    }

    /// <summary>The rows of a message that is at hand whole. Columns that fit read it in place.</summary>
    /// <returns>Null where it has to be read piece by piece: it is compressed, or broken, and the other way tells best how.</returns>
    public static List<DecodedRows>? TryInPlace(ReadOnlyMemory<byte> message, ContractSchema schema, DecodeLimits limits)
    {
        try
        {
            ArrowMetadata.VerifyAll(message.Span);
            using var reader = new ArrowStreamReader(message);
            var converter = new ArrowConverter(schema, reader.Schema, limits);
            var parts = new List<DecodedRows>(1);
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                parts.Add(converter.Convert(batch));
            }

            return parts;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static async ValueTask<T> ReadAsync<T>(Func<ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (IsBroken(error) && !cancellationToken.IsCancellationRequested)
        {
            throw Undecodable(error);
        }
    }

    private static T Guarded<T>(Func<T> convert)
    {
        try
        {
            return convert();
        }
        catch (Exception error) when (IsBroken(error))
        {
            throw Undecodable(error);
        }
    }

    // The Arrow reader throws whatever its spans and casts throw when a stream contradicts itself; reading the source itself throws IOException.
    private static bool IsBroken(Exception error) => error is not (UndecodableBodyException or OperationCanceledException or IOException);

    private static UndecodableBodyException Undecodable(Exception error) => UndecodableBodyException.OfArrow(error);
}
