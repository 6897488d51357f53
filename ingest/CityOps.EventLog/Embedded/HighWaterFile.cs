using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// Remembers, outside the store, how far each partition was acknowledged, so that a tail that went missing (a disk that lied about a
/// sync, a damaged write-ahead log) is noticed at the next start. Written after each synced group; itself synced once a second and
/// at close, for it need not be exact: it is only ever behind the truth.
/// </summary>
internal sealed class HighWaterFile : IDisposable
{
    // topic number (4), partition (4), end offset (8), checksum (8)
    private const int SlotLength = 24;
    private const long SyncEveryMs = 1_000;

    private readonly SafeFileHandle _file;
    private readonly TimeProvider _time;
    private readonly Dictionary<(uint Topic, int Partition), (int Slot, long End)> _slots = [];
    private readonly byte[] _buffer = new byte[SlotLength];
    private long _syncedAt;
    private bool _dirty;

    public HighWaterFile(string path, TimeProvider time)
    {
        _time = time;
        _syncedAt = time.GetTimestamp();
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        Load();
    }

    /// <summary>The largest topic number it knows, 0 where none: numbers are never given twice.</summary>
    public uint LargestTopic => _slots.Count == 0 ? 0 : _slots.Keys.Max(k => k.Topic);

    /// <summary>The offset up to which the partition was acknowledged, 0 where it is not known.</summary>
    public long EndOf(uint topic, int partition) => _slots.TryGetValue((topic, partition), out var slot) ? slot.End : 0;

    public void Set(uint topic, int partition, long end)
    {
        var index = _slots.TryGetValue((topic, partition), out var slot) ? slot.Slot : _slots.Count;
        _slots[(topic, partition)] = (index, end);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer, topic);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(4), partition);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(8), end);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(16), XxHash3.HashToUInt64(_buffer.AsSpan(0, 16)));
        RandomAccess.Write(_file, _buffer, (long)index * SlotLength);
        _dirty = true;
    }

    /// <summary>Syncs where the last time is long enough ago.</summary>
    public void SyncSometimes()
    {
        if (_dirty && _time.GetElapsedTime(_syncedAt).TotalMilliseconds >= SyncEveryMs)
        {
            Sync();
        }
    }

    public void Sync()
    {
        RandomAccess.FlushToDisk(_file);
        _syncedAt = _time.GetTimestamp();
        _dirty = false;
    }

    public void Dispose()
    {
        Sync();
        _file.Dispose();
    }

    private void Load()
    {
        var length = RandomAccess.GetLength(_file);
        for (var index = 0; (index + 1L) * SlotLength <= length; index++)
        {
            RandomAccess.Read(_file, _buffer, (long)index * SlotLength);
            var topic = BinaryPrimitives.ReadUInt32LittleEndian(_buffer);
            var partition = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(4));
            var end = BinaryPrimitives.ReadInt64LittleEndian(_buffer.AsSpan(8));
            var sound = BinaryPrimitives.ReadUInt64LittleEndian(_buffer.AsSpan(16)) == XxHash3.HashToUInt64(_buffer.AsSpan(0, 16));

            // A torn slot says nothing; it keeps its place under a number that no topic has.
            _slots[sound ? (topic, partition) : (0, -1 - index)] = (index, sound ? end : 0);
        }
    }
}
