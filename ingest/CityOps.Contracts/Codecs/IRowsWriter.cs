using System.Buffers;
using Apache.Arrow;

namespace CityOps.Contracts.Codecs;

/// <summary>Writes rows as text.</summary>
internal interface IRowsWriter
{
    void Begin(IBufferWriter<byte> output);

    void Write(RecordBatch batch, IBufferWriter<byte> output);

    void End(IBufferWriter<byte> output);
}
