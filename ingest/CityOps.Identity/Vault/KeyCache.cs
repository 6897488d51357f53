namespace CityOps.Identity.Vault;

/// <summary>
/// Identifiers in use lately, with their keys. Bounded by two generations: when the young one is full it becomes the old one, and what
/// nobody asked for since is dropped. Thread-safe.
/// </summary>
internal sealed class KeyCache(int capacity)
{
    private readonly Lock _lock = new();
    private readonly int _generation = Math.Max(1, capacity / 2);
    private Dictionary<Entry, ulong> _young = [];
    private Dictionary<Entry, ulong> _old = [];

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
    /// <returns>The positions of the identifiers it does not know; empty ones are known to be 0.</returns>
    public List<int> Fill(IdentityKind kind, IReadOnlyList<string?> identifiers, ulong[] keys)
    {
        List<int> missing = [];
        lock (_lock)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                if (identifiers[i] is not { Length: > 0 } identifier)
                {
                    continue;
                }

                var entry = new Entry(kind, identifier);
                if (_young.TryGetValue(entry, out keys[i]))
                {
                    continue;
                }

                if (_old.TryGetValue(entry, out keys[i]))
                {
                    Put(entry, keys[i]);
                    continue;
                }

                missing.Add(i);
            }
        }

        return missing;
    }

    public void Add(IdentityKind kind, IReadOnlyList<string> identifiers, ulong[] keys)
    {
        lock (_lock)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                Put(new Entry(kind, identifiers[i]), keys[i]);
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _young = [];
            _old = [];
        }
    }

    private void Put(Entry entry, ulong key)
    {
        if (_young.Count >= _generation)
        {
            _old = _young;
            _young = [];
        }

        _young[entry] = key;
    }

    private readonly record struct Entry(IdentityKind Kind, string Identifier);
}
