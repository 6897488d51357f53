using System.IO.Hashing;
using Apache.Arrow;

namespace CityOps.Identity.Vault;

/// <summary>
/// Identifiers in use lately, with their keys. Bounded by two generations: when the young one is full it becomes the old one, and what
/// nobody asked for since is dropped. Looks at the bytes of a column as they are, so that a known identifier costs no string. Thread-safe.
/// </summary>
internal sealed class KeyCache(int capacity)
{
    private readonly Lock _lock = new();
    private readonly int _generation = Math.Max(1, capacity / 2);
    private KeyTable _young = new(Math.Max(1, capacity / 2));
    private KeyTable _old = new(1);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _young.Count + _old.Count;
            }
        }
    }

    /// <summary>Fills in the keys it knows.</summary>
    /// <returns>The rows of the identifiers it does not know; empty ones are known to be 0.</returns>
    public List<int> Fill(IdentityKind kind, StringArray identifiers, Span<ulong> keys)
    {
        List<int> missing = [];
        lock (_lock)
        {
            ReadOnlySpan<byte> previous = default;
            for (var row = 0; row < keys.Length; row++)
            {
                var identifier = identifiers.GetBytes(row);
                if (identifier.IsEmpty)
                {
                    keys[row] = 0;
                    previous = default;
                    continue;
                }

                // Files and terminals send runs of one meter, and a dwelling's meters after one another.
                if (identifier.SequenceEqual(previous))
                {
                    keys[row] = keys[row - 1];
                }
                else if (!TryFind(kind, identifier, out keys[row]))
                {
                    missing.Add(row);
                    previous = default;
                    continue;
                }

                previous = identifier;
            }
        }

        return missing;
    }

    public void Add(IdentityKind kind, IReadOnlyList<byte[]> identifiers, IReadOnlyList<ulong> keys)
    {
        lock (_lock)
        {
            for (var i = 0; i < identifiers.Count; i++)
            {
                Put(kind, HashOf(kind, identifiers[i]), identifiers[i], keys[i]);
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            (_young, _old) = (new KeyTable(_generation), new KeyTable(1));
        }
    }

    private static ulong HashOf(IdentityKind kind, ReadOnlySpan<byte> identifier) => XxHash3.HashToUInt64(identifier, (long)kind);

    private bool TryFind(IdentityKind kind, ReadOnlySpan<byte> identifier, out ulong key)
    {
        var hash = HashOf(kind, identifier);
        if (_young.TryFind(kind, hash, identifier, out key))
        {
            return true;
        }

        if (!_old.TryFind(kind, hash, identifier, out key))
        {
            return false;
        }

        Put(kind, hash, identifier, key);
        return true;
    }

    private void Put(IdentityKind kind, ulong hash, ReadOnlySpan<byte> identifier, ulong key)
    {
        if (_young.IsFull)
        {
            (_old, _young) = (_young, new KeyTable(_generation));
        }

        _young.Set(kind, hash, identifier, key);
    }
}
