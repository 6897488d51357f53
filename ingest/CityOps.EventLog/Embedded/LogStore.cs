using RocksDbSharp;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// The RocksDB database under the log and how it is tuned. One process opens a folder at a time. Knows keys and bytes; topics, offsets and
/// groups are its callers'.
/// </summary>
internal sealed class LogStore : IDisposable
{
    private const ulong MemtableBytes = 64 * 1024 * 1024;
    private const ulong BlobFileBytes = 256 * 1024 * 1024;

    // Values from this size on lie in blob files: compaction then moves a reference, not the value.
    private const ulong MinBlobBytes = 2 * 1024;

    private static readonly Native Api = Native.Instance;

    private readonly RocksDb _db;
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private readonly ReadOptions _uncached = new ReadOptions().SetFillCache(false);
    private readonly ReadOptions _unchecked = new ReadOptions().SetFillCache(false).SetVerifyChecksums(false);

    private LogStore(RocksDb db) => _db = db;

    /// <exception cref="EventLogException">Another process has the folder, or it cannot be opened.</exception>
    public static LogStore Open(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new LogStore(RocksDb.Open(Tuned(), folder));
        }
        catch (RocksDbException error) when (error.Message.Contains("lock", StringComparison.OrdinalIgnoreCase))
        {
            throw new EventLogException($"The event log folder '{folder}' is in use by another process: stop that one, or choose another CityOps:DataFolder.", error);
        }
        catch (RocksDbException error)
        {
            throw new EventLogException($"The event log folder '{folder}' cannot be opened: {error.Message}", error);
        }
    }

    /// <summary>Writes the whole batch or nothing of it; synced to disk when this returns.</summary>
    public void WriteSynced(WriteBatch batch) => _db.Write(batch, _synced);

    public byte[]? Get(byte[] key) => _db.Get(key);

    /// <summary>A scan for callers that check what they read by a sum of their own.</summary>
    public LogScan ScanUncheckedFrom(byte[] key) => new(_db.NewIterator(readOptions: _unchecked), key);

    public LogScan ScanFrom(byte[] key) => new(_db.NewIterator(readOptions: _uncached), key);

    /// <summary>The last key at or before <paramref name="key"/>, or null.</summary>
    public byte[]? LastAtOrBefore(byte[] key)
    {
        using var iterator = _db.NewIterator();
        iterator.SeekForPrev(key);
        return iterator.Valid() ? iterator.Key() : null;
    }

    /// <summary>Gives disk space back where whole files lie between two deleted keys, both included; the rest follows with compaction.</summary>
    public void ReleaseFiles(byte[] first, byte[] last)
    {
        Api.rocksdb_delete_file_in_range(_db.Handle, first, (UIntPtr)first.Length, last, (UIntPtr)last.Length, out var error);
        if (error != IntPtr.Zero)
        {
            throw new RocksDbException(error);
        }
    }

    public void Dispose() => _db.Dispose();

    private static DbOptions Tuned()
    {
        var options = new DbOptions()
            .SetCreateIfMissing(true)
            .SetWriteBufferSize(MemtableBytes)
            .SetMaxWriteBufferNumber(3)
            .SetMaxTotalWalSize(2 * MemtableBytes)
            .SetCompression(Compression.Lz4)
            .SetKeepLogFileNum(3)
            .SetBytesPerSync(1024 * 1024)

            // A damaged tail ends the replay of the write-ahead log instead of barring the start; the high-water file then tells that it was lost.
            .SetWalRecoveryMode(Recovery.PointInTime);

        // Not in the managed options. Blobs stay uncompressed: Arrow messages may be compressed by whoever makes them.
        Api.rocksdb_options_set_enable_blob_files(options.Handle, 1);
        Api.rocksdb_options_set_min_blob_size(options.Handle, MinBlobBytes);
        Api.rocksdb_options_set_blob_file_size(options.Handle, BlobFileBytes);
        Api.rocksdb_options_set_enable_blob_gc(options.Handle, 1);
        return options;
    }
}

/// <summary>A scan forward from a key, over the store as it was when the scan began.</summary>
internal sealed class LogScan : IDisposable
{
    private readonly Iterator _iterator;

    public LogScan(Iterator iterator, byte[] from) => _iterator = iterator.Seek(from);

    public ReadOnlySpan<byte> Key => _iterator.GetKeySpan();

    public ReadOnlySpan<byte> Value => _iterator.GetValueSpan();

    /// <summary>Whether the scan stands on an entry.</summary>
    /// <exception cref="EventLogException">The store found a damaged block.</exception>
    public bool HasEntry()
    {
        if (_iterator.Valid())
        {
            return true;
        }

        Native.Instance.rocksdb_iter_get_error(_iterator.Handle, out var error);
        return error == IntPtr.Zero
            ? false
            : throw new EventLogException("The event log is damaged: restore it from a backup.", new RocksDbException(error));
    }

    public void Next() => _iterator.Next();

    public void Dispose() => _iterator.Dispose();
}
