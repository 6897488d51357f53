using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>
/// Blocks of 128 KiB for the server's sockets. Its own are of 4 KiB, and an insert of some megabytes that arrives in those costs more time in system
/// calls than the engine takes for its rows.
/// </summary>
internal sealed class LargeBlocks : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private const int BlockBytes = 128 * 1024;

        // What is idle beyond this is left to the collector.
        private const int MostIdle = 64;

        private readonly ConcurrentQueue<Block> _idle = new();

        public override int MaxBufferSize => BlockBytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
            return _idle.TryDequeue(out var block) ? block : new Block(this);
        }

        protected override void Dispose(bool disposing) => _idle.Clear();

        private sealed class Block(Pool pool) : IMemoryOwner<byte>
        {
            // Pinned: the kernel writes into it.
            private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

            public Memory<byte> Memory => _bytes;

            public void Dispose()
            {
                if (pool._idle.Count < MostIdle)
                {
                    pool._idle.Enqueue(this);
                }
            }
        }
    }
}
