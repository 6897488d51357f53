namespace CityOps.Identity.Audit;

/// <summary>
/// Tells anchors that were taken away from those that a kill left out. A process writes the anchors of one transaction before its next, so that a kill leaves out the entries of one transaction (they bear one
/// instant) for each process that it ends: never many in a row.
/// </summary>
internal sealed class UnanchoredRuns
{
    // Some processes on one log, killed together.
    private const int MostTransactions = 3;
    private long _entries;
    private long _vouched;
    private long _first;
    private long _transactions;
    private DateTimeOffset? _lastAt;
    private long _runFirst;
    private long _runEntries;
    private int _runTransactions;
    private DateTimeOffset? _runAt;
    private (long Entry, long Entries)? _tooLong;

    public void Take(AuditLine line, bool isAnchored)
    {
        _entries++;
        _transactions += _entries == 1 || line.Entry?.At != _lastAt ? 1 : 0;
        _lastAt = line.Entry?.At;
        if (isAnchored)
        {
            _vouched++;
            (_runEntries, _runTransactions, _runAt) = (0, 0, null);
            return;
        }

        _first = _first == 0 ? line.Sequence : _first;
        _runFirst = _runEntries == 0 ? line.Sequence : _runFirst;
        _runEntries++;
        if (_runTransactions == 0 || line.Entry?.At != _runAt)
        {
            _runTransactions++;
        }

        _runAt = line.Entry?.At;
        if (_runTransactions > MostTransactions && (_tooLong is not { } found || found.Entry == _runFirst || found.Entries < _runEntries))
        {
            _tooLong = (_runFirst, _runEntries);
        }
    }

    public (long Entry, string Problem)? Fault(bool hasHead)
    {
        const string WayOut = "Verify against a copy of the anchors (--anchors).";
        return _tooLong is { } run ? (run.Entry, $"Entries {run.Entry} to {run.Entry + run.Entries - 1} have no anchor outside the database, and no kill leaves out so many in a row: their anchors were taken away. {WayOut}")
            : (_entries - _vouched) * 2 > _entries && _transactions > 1 ? (_first, $"Of {_entries} entries {_vouched} have an anchor outside the database: the others were taken away. {WayOut}")
            : !hasHead && _transactions > 1 ? (_entries, $"audit-head.json is gone, though each entry writes it: it was taken away. {WayOut}")
            : null;
    }
}
