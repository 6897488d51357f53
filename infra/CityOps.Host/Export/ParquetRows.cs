using System.Buffers.Binary;

namespace CityOps.Host.Export;

/// <summary>
/// Counts the rows of a Parquet file by its footer alone: a Thrift structure in compact form, whose third field is the number of rows
/// (parquet.thrift, <c>FileMetaData</c>). What stands before that field is skipped.
/// </summary>
internal static class ParquetRows
{
    private const int NumRows = 3;

    // Its length, and PAR1.
    private const int TrailerBytes = 8;

    /// <exception cref="InvalidDataException">It is no whole Parquet file.</exception>
    public static async Task<long> CountAsync(Stream file, CancellationToken cancellationToken)
    {
        var trailer = await ReadAsync(file, file.Length - TrailerBytes, TrailerBytes, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(trailer);
        if (!trailer.AsSpan(4).SequenceEqual("PAR1"u8) || length <= 0)
        {
            throw new InvalidDataException("The file does not end as a Parquet file does.");
        }

        return RowsIn(await ReadAsync(file, file.Length - TrailerBytes - length, length, cancellationToken));
    }

    private static long RowsIn(byte[] footer)
    {
        var reader = new ThriftReader(footer);
        for (var field = reader.Field(0); field.Type != ThriftReader.Stop; field = reader.Field(field.Id))
        {
            if (field.Id == NumRows)
            {
                return reader.Number();
            }

            reader.Skip(field.Type);
        }

        throw new InvalidDataException("The footer of the Parquet file names no number of rows.");
    }

    private static async Task<byte[]> ReadAsync(Stream file, long from, int length, CancellationToken cancellationToken)
    {
        if (from < 0)
        {
            throw new InvalidDataException("The Parquet file is cut short.");
        }

        var bytes = new byte[length];
        file.Position = from;
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
