using System.Runtime.CompilerServices;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs;

/// <summary>Reads rows out of the bytes at hand; it never waits.</summary>
internal abstract class RowReader
{
    /// <summary>
    /// Consumes rows until the collector is full or a whole row is not at hand. Once the body has ended and the collector is not full, everything is
    /// consumed.
    /// </summary>
    /// <exception cref="UndecodableBodyException">The body as a whole cannot be read.</exception>
    public abstract void Consume(BodyBuffer input, RowCollector rows);
}

/// <summary>Feeds a <see cref="RowReader"/> from a stream and hands over a batch whenever one is full.</summary>
internal sealed class RowStreamDecoder(Func<ContractSchema, DecodeLimits, RowReader> createReader) : IContractDecoder
{
    public async IAsyncEnumerable<DecodedRows> DecodeAsync(
        Stream body, ContractSchema schema, DecodeLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var input = new BodyBuffer(body);
        var reader = createReader(schema, limits);
        var rows = new RowCollector(schema, limits);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wasEnded = input.Ended;
            reader.Consume(input, rows);
            if (rows.IsFull)
            {
                yield return rows.Take();
            }
            else if (wasEnded)
            {
                break;
            }
            else
            {
                await input.FillAsync(cancellationToken);
            }
        }

        if (!rows.IsEmpty)
        {
            yield return rows.Take();
        }
    }
}
