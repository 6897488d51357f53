using System.Buffers.Binary;
using CityOps.EventLog;
using CityOps.Ingest.Appending;

namespace CityOps.Ingest.Bridge;

/// <summary>From which offset of each partition of our topic on a begun range may have been appended.</summary>
internal sealed class BridgePlan
{
    private readonly long[] _ends;

    private BridgePlan(long[] ends) => _ends = ends;

    public IReadOnlyList<long> Ends => _ends;

    /// <summary>The ends as they are now.</summary>
    public static async ValueTask<BridgePlan> NowAsync(IEventLog log, string topic, int partitions, CancellationToken cancellationToken)
    {
        var ends = new long[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            ends[partition] = (await log.OffsetsAsync(new TopicPartition(topic, partition), cancellationToken)).End;
        }

        return new BridgePlan(ends);
    }

    public static BridgePlan Decode(ReadOnlySpan<byte> bytes)
    {
        var ends = new long[bytes.Length / sizeof(long)];
        for (var partition = 0; partition < ends.Length; partition++)
        {
            ends[partition] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(partition * sizeof(long))..]);
        }

        return new BridgePlan(ends);
    }

    public BridgePlan Copy() => new([.. _ends]);

    public byte[] Encode()
    {
        var bytes = new byte[_ends.Length * sizeof(long)];
        for (var partition = 0; partition < _ends.Length; partition++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(partition * sizeof(long)), _ends[partition]);
        }

        return bytes;
    }

    /// <summary>A finished range lies behind; what is appended next lies after it.</summary>
    public void Pass(AppendReceipt receipt, string topic)
    {
        for (var partition = 0; partition < _ends.Length; partition++)
        {
            _ends[partition] = Math.Max(_ends[partition], receipt.Ends.GetValueOrDefault(new TopicPartition(topic, partition)));
        }
    }
}
