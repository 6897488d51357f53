using System.Numerics;

namespace CityOps.Identity.Vault;

/// <summary>Identifiers and their keys in an open-addressed table over one run of bytes: no object an entry. Grows up to its capacity. Not thread-safe.</summary>
/// <param name="capacity">The most entries. Long identifiers fill it earlier: it holds 48 bytes an entry on average.</param>
internal sealed class KeyTable(int capacity)
{
    private const int FirstEntries = 64;
    private const int MeanBytes = 48;
    private const long MostBytes = 1 << 30;

    private Entry[] _entries = new Entry[Math.Min(capacity, FirstEntries)];
    private int[] _slots = new int[FirstEntries * 2];
    private byte[] _texts = new byte[FirstEntries * 16];
    private int _textBytes;

    public int Count { get; private set; }

    public bool IsFull => Count >= capacity || _textBytes >= Math.Min((long)capacity * MeanBytes, MostBytes);

    public bool TryFind(IdentityKind kind, ulong hash, ReadOnlySpan<byte> identifier, out ulong key)
    {
        var index = _slots[SlotOf(kind, hash, identifier)] - 1;
        key = index < 0 ? 0 : _entries[index].Key;
        return index >= 0;
    }

    /// <summary>Adds an entry or replaces its key.</summary>
    public void Set(IdentityKind kind, ulong hash, ReadOnlySpan<byte> identifier, ulong key)
    {
        var slot = SlotOf(kind, hash, identifier);
        if (_slots[slot] > 0)
        {
            _entries[_slots[slot] - 1].Key = key;
            return;
        }

        if (Count == _entries.Length)
        {
            Grow();
            slot = SlotOf(kind, hash, identifier);
        }

        _entries[Count] = new Entry { Hash = hash, Key = key, Start = _textBytes, Length = identifier.Length, Kind = kind };
        _slots[slot] = ++Count;
        Append(identifier);
    }

    // The slot that holds the identifier, or the empty one where it would go.
    private int SlotOf(IdentityKind kind, ulong hash, ReadOnlySpan<byte> identifier)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == 0)
            {
                return slot;
            }

            ref readonly var entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash && entry.Kind == kind && identifier.SequenceEqual(_texts.AsSpan(entry.Start, entry.Length)))
            {
                return slot;
            }
        }
    }

    private void Append(ReadOnlySpan<byte> identifier)
    {
        if (_texts.Length - _textBytes < identifier.Length)
        {
            Array.Resize(ref _texts, Math.Max(_texts.Length * 2, _textBytes + identifier.Length));
        }

        identifier.CopyTo(_texts.AsSpan(_textBytes));
        _textBytes += identifier.Length;
    }

    private void Grow()
    {
        var larger = (int)Math.Min(Math.Max(capacity, Count + 1), (long)_entries.Length * 2);
        Array.Resize(ref _entries, larger);
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)larger * 2)];
        var mask = _slots.Length - 1;
        for (var index = 0; index < Count; index++)
        {
            var slot = (int)_entries[index].Hash & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = index + 1;
        }
    }

    private struct Entry
    {
        public ulong Hash;
        public ulong Key;
        public int Start;
        public int Length;
        public IdentityKind Kind;
    }
}
