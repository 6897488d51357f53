using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace CityOps.Contracts.Codecs;

/// <summary>Batches as the value of one log message: an Arrow IPC stream, uncompressed, so that a reader uses its columns in place.</summary>
public static class ArrowMessage
{
    /// <param name="batches">At least one, all of one schema.</param>
    public static byte[] Encode(params ReadOnlySpan<RecordBatch> batches)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batches[0].Schema, leaveOpen: true))
        {
            foreach (var batch in batches)
            {
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    /// <summary>The batches of a message, unvalidated; they read <paramref name="message"/> in place, so it must outlive them unchanged.</summary>
    /// <exception cref="UndecodableBodyException">The message is not an Arrow IPC stream.</exception>
    public static IReadOnlyList<RecordBatch> Decode(ReadOnlyMemory<byte> message)
    {
        try
        {
            ArrowIpc.ArrowMetadata.VerifyAll(message.Span);
            using var reader = new ArrowStreamReader(message);
            var batches = new List<RecordBatch>();
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                batches.Add(batch);
            }

            return batches;
        }
        catch (Exception error) when (error is not UndecodableBodyException)
        {
            throw UndecodableBodyException.OfArrow(error);
        }
    }
}
