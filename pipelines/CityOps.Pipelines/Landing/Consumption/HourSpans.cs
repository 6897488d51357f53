namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Spans of UTC hours, counted from 1970, in order and apart from each other.</summary>
internal sealed class HourSpans
{
    private readonly List<(int From, int To)> _spans = [];

    public int Count => _spans.Count;

    public (int From, int To) this[int index] => _spans[index];

    public void Clear() => _spans.Clear();

    /// <param name="to">The hour behind the last.</param>
    public void Add(int from, int to)
    {
        if (_spans.Count > 0 && _spans[^1].From <= from && from <= _spans[^1].To)
        {
            _spans[^1] = (_spans[^1].From, Math.Max(to, _spans[^1].To));
            return;
        }

        _spans.Add((from, to));
    }

    /// <summary>Sorts and joins what touches.</summary>
    public void Settle()
    {
        if (_spans.Count < 2)
        {
            return;
        }

        _spans.Sort();
        var last = 0;
        for (var at = 1; at < _spans.Count; at++)
        {
            if (_spans[at].From <= _spans[last].To)
            {
                _spans[last] = (_spans[last].From, Math.Max(_spans[last].To, _spans[at].To));
            }
            else
            {
                _spans[++last] = _spans[at];
            }
        }

        _spans.RemoveRange(last + 1, _spans.Count - last - 1);
    }

    public bool Contains(int hour)
    {
        // Nearly always there is one span.
        foreach (var (from, to) in _spans)
        {
            if (hour < to)
            {
                return hour >= from;
            }
        }

        return false;
    }

    public static int HourOf(long ms) => (int)Math.DivRem(ms, RegisterRules.HourMs).Quotient;

    /// <summary>The hour behind the one that a span of time ends in.</summary>
    public static int HourBehind(long ms) => (int)((ms + RegisterRules.HourMs - 1) / RegisterRules.HourMs);
}
