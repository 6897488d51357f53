using Apache.Arrow;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs;

/// <summary>A row that did not validate. <see cref="Raw"/> goes sealed into a dead letter and is never logged.</summary>
/// <param name="Row">1-based number of the row in the body: a CSV header is not a row, an empty line counts as one.</param>
/// <param name="Field">The column at fault, or empty where the row as a whole cannot be read.</param>
/// <param name="Value">The offending value, cut to 100 characters.</param>
/// <param name="Refusal">What is wrong and what would be right.</param>
/// <param name="Raw">The row as it came: its CSV line, JSON object, or, for Arrow, its JSON rendering.</param>
public sealed record RejectedRow(long Row, string Field, string Value, Refusal Refusal, ReadOnlyMemory<byte> Raw)
{
    /// <summary>The line that names the columns of a CSV row; empty for the other formats.</summary>
    public ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>Whether <see cref="Raw"/> is only the beginning of the row.</summary>
    public bool IsCut { get; init; }

    /// <summary>The media type of <see cref="Body"/>.</summary>
    public string ContentType => Header.IsEmpty ? ContentTypes.Json : ContentTypes.Csv;

    /// <summary>The row as a body that can be decoded by itself.</summary>
    public ReadOnlyMemory<byte> Body() => Header.IsEmpty ? Raw : (byte[])[.. Header.Span, (byte)'\n', .. Raw.Span];
}

/// <summary>Some consecutive rows of a body, decoded and validated. The reader owns <see cref="Rows"/> and disposes it.</summary>
/// <param name="Rows">The good rows, in the schema that was asked for.</param>
/// <param name="Rejected">The bad ones.</param>
public sealed record DecodedRows(RecordBatch Rows, IReadOnlyList<RejectedRow> Rejected) : IDisposable
{
    public void Dispose() => Rows.Dispose();
}

/// <summary>How much a decoder holds at once.</summary>
/// <param name="RowsPerBatch">The most rows of one <see cref="DecodedRows"/>.</param>
/// <param name="MaxRowBytes">A longer row is rejected, so that memory stays bounded whatever comes in.</param>
/// <param name="BytesPerBatch">A <see cref="DecodedRows"/> ends with the row that passes this many bytes of the body.</param>
public sealed record DecodeLimits(int RowsPerBatch = 65_536, int MaxRowBytes = 4 * 1024 * 1024, int BytesPerBatch = 16 * 1024 * 1024)
{
    public static DecodeLimits Default { get; } = new();
}

/// <summary>Decodes a body in one wire format, as a stream: memory does not grow with the body.</summary>
public interface IContractDecoder
{
    /// <summary>Yields the body's rows in order. Unknown extra fields are left out, not an error.</summary>
    /// <exception cref="UndecodableBodyException">The body as a whole cannot be read.</exception>
    IAsyncEnumerable<DecodedRows> DecodeAsync(Stream body, ContractSchema schema, DecodeLimits limits, CancellationToken cancellationToken);
}
