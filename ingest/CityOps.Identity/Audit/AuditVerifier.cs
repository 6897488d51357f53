namespace CityOps.Identity.Audit;

/// <summary>
/// Walks the chain and says what was done to it. After a fault it goes on from the hash that the entry bears, so that one change is one
/// problem and a second change is found too.
/// </summary>
internal sealed class AuditVerifier(AnchoredHashes anchors)
{
    private readonly List<AuditProblem> _problems = [];
    private byte[] _previous = AuditHash.Genesis;
    private long _last;
    private long _entries;
    private long _anchored;
    private long _vouched;
    private long _firstUnvouched;
    private bool _rewritten;

    public async Task<AuditVerification> RunAsync(IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var file in anchors.Unreadable)
        {
            Add(AuditFault.AnchorUnreadable, 0, $"{file} cannot be read: it holds something else than anchors.");
        }

        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            _entries++;
            Check(entry);
        }

        // A kill between an entry and its anchor leaves one out here and there, never most.
        if ((_entries - _vouched) * 2 > _entries && anchors.Unreadable.Count == 0)
        {
            Add(AuditFault.AnchorsMissing, _firstUnvouched, $"Of {_entries} entries {_vouched} have an anchor outside the database: the others were taken away. Verify against a copy of the anchors (--anchors).");
        }

        if (anchors.Highest > _last)
        {
            Add(AuditFault.Truncated, _last + 1, $"The log ends at entry {_last}; an anchor names entry {anchors.Highest}. Entries {_last + 1} to {anchors.Highest} were cut off.");
        }

        return new AuditVerification(_entries, _anchored, Convert.ToHexStringLower(_previous), _problems);
    }

    private void Check(AuditEntry entry)
    {
        var n = entry.Sequence;
        if (n <= _last)
        {
            Add(AuditFault.Inserted, n, $"Entry {n} stands where none can: entries count 1, 2, 3 and so on.");
            return;
        }

        var follows = n == _last + 1;
        if (!follows)
        {
            Add(AuditFault.Missing, _last + 1, n == _last + 2 ? $"Entry {_last + 1} is missing." : $"Entries {_last + 1} to {n - 1} are missing.");
        }

        var own = entry.Hash.AsSpan().SequenceEqual(AuditHash.Of(entry));
        var linked = entry.PreviousHash.AsSpan().SequenceEqual(_previous);
        if (!own)
        {
            Add(AuditFault.Altered, n, $"Entry {n} was altered: its fields do not give its hash.");
        }
        else if (follows && !linked)
        {
            Add(AuditFault.Altered, n, $"Entry {n} does not follow entry {_last}: one of them was altered and its hash computed anew.");
        }

        CompareWithAnchor(entry, own);
        (_last, _previous) = (n, entry.Hash);
    }

    private void CompareWithAnchor(AuditEntry entry, bool own)
    {
        if (anchors.Find(entry.Sequence) is not { } anchored)
        {
            _firstUnvouched = _firstUnvouched == 0 ? entry.Sequence : _firstUnvouched;
            return;
        }

        _vouched++;
        if (anchored.AsSpan().SequenceEqual(entry.Hash))
        {
            _anchored++;
        }
        else if (own && !_rewritten)
        {
            // Every later hash differs too; the first says where it began.
            _rewritten = true;
            Add(AuditFault.Rewritten, entry.Sequence, $"Entry {entry.Sequence} was re-written: its hash is sound in itself and is not the one that was anchored.");
        }
    }

    private void Add(AuditFault fault, long entry, string problem)
    {
        if (_problems.Count < AuditVerification.MostProblems)
        {
            _problems.Add(new AuditProblem(fault, entry, problem));
        }
    }
}
