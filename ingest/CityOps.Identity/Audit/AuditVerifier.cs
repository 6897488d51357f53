namespace CityOps.Identity.Audit;

/// <summary>
/// Walks the chain and says what was done to it. After a fault it goes on from the hash that the entry bears, so that one change is one
/// problem and a second change is found too.
/// </summary>
internal sealed class AuditVerifier
{
    private readonly List<AuditProblem> _problems = [];
    private readonly UnanchoredRuns _unanchored = new();
    private AnchoredHashes _anchors = new();
    private byte[]? _previous = AuditHash.Genesis;
    private long _expected;
    private long _last;
    private long _entries;
    private long _anchored;
    private bool _hasHead;
    private bool _rewritten;

    /// <summary>Entries up to this one were there before anchors were read, so that each has had the time to get one.</summary>
    public void Expect(long last) => _expected = last;

    public void Trust(AnchoredHashes anchors, bool hasHead) => (_anchors, _hasHead) = (anchors, hasHead);

    public async Task CheckAsync(IAsyncEnumerable<AuditLine> lines, CancellationToken cancellationToken)
    {
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            _entries++;
            Check(line);
        }
    }

    /// <summary>The database gives no more.</summary>
    public void Stop(string why) => Add(AuditFault.LogUnreadable, _last + 1, $"The log cannot be read from entry {_last + 1} on: {why.ReplaceLineEndings(" ")}");

    public AuditVerification Result()
    {
        foreach (var file in _anchors.Unreadable)
        {
            Add(AuditFault.AnchorUnreadable, 0, $"{file} cannot be read: it holds something else than anchors.");
        }

        if (_anchors.Unreadable.Count == 0 && _unanchored.Fault(_hasHead) is { } fault)
        {
            Add(AuditFault.AnchorsMissing, fault.Entry, fault.Problem);
        }

        if (_anchors.Highest > _last && !_problems.Exists(p => p.Fault is AuditFault.LogUnreadable))
        {
            Add(AuditFault.Truncated, _last + 1, $"The log ends at entry {_last}; an anchor names entry {_anchors.Highest}. Entries {_last + 1} to {_anchors.Highest} were cut off.");
        }

        return new AuditVerification(_entries, _anchored, Convert.ToHexStringLower(_previous ?? []), _problems);
    }

    private void Check(AuditLine line)
    {
        var n = line.Sequence;
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

        var own = line.Entry is { } read && read.Hash.AsSpan().SequenceEqual(AuditHash.Of(read));
        var linked = _previous is null || (line.Entry is { } entry && entry.PreviousHash.AsSpan().SequenceEqual(_previous));
        if (line.Wrong is { } wrong)
        {
            Add(AuditFault.Altered, n, $"Entry {n} was altered: {wrong}.");
        }
        else if (!own)
        {
            Add(AuditFault.Altered, n, $"Entry {n} was altered: its fields do not give its hash.");
        }
        else if (follows && !linked)
        {
            Add(AuditFault.Altered, n, $"Entry {n} does not follow entry {_last}: one of them was altered and its hash computed anew.");
        }

        CompareWithAnchor(line, own);
        (_last, _previous) = (n, line.Hash);
    }

    private void CompareWithAnchor(AuditLine line, bool own)
    {
        if (_anchors.Find(line.Sequence) is not { } anchored)
        {
            if (line.Sequence <= _expected)
            {
                _unanchored.Take(line, isAnchored: false);
            }

            return;
        }

        _unanchored.Take(line, isAnchored: true);
        if (line.Hash is { } hash && anchored.AsSpan().SequenceEqual(hash))
        {
            _anchored++;
        }
        else if (own && !_rewritten)
        {
            // Every later hash differs too; the first says where it began.
            _rewritten = true;
            Add(AuditFault.Rewritten, line.Sequence, $"Entry {line.Sequence} was re-written: its hash is sound in itself and is not the one that was anchored.");
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
