namespace CityOps.Host.Bench.Crash;

/// <summary>What a run lost and doubled.</summary>
internal sealed class CrashCount
{
    private const int MaxExamples = 20;

    /// <summary>Rows that were sent and acknowledged.</summary>
    public long Readings { get; private set; }

    public long DerivedRows { get; private set; }

    /// <summary>Messages that cannot be landed, and were acknowledged by the log.</summary>
    public long Letters { get; private set; }

    /// <summary>Acknowledged readings that are not there, and rows of other tables that the undisturbed run has and this one has not.</summary>
    public long Lost { get; private set; }

    /// <summary>Keys that are there more than once, and rows that the undisturbed run has not.</summary>
    public long Doubled { get; private set; }

    /// <summary>Incidents of the undisturbed run.</summary>
    public long Incidents { get; private set; }

    public long IncidentsMissing { get; private set; }

    public long IncidentsDoubled { get; private set; }

    /// <summary>A few of the rows at fault. Everything in them is made up by the benchmark.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>Counts the acknowledged readings by their values, which needs no other run.</summary>
    public void CountReadings(IEnumerable<KeyValuePair<(int Meter, long AtMs), double>> expected, Dictionary<(long AtMs, double Register), long> found)
    {
        var wanted = new HashSet<(long, double)>();
        foreach (var (reading, register) in expected)
        {
            Readings++;
            wanted.Add((reading.AtMs, register));
            var times = found.GetValueOrDefault((reading.AtMs, register));
            Add("readings", times == 0 ? 1 : 0, Math.Max(0, times - 1), $"{reading} {register}");
        }

        foreach (var (value, times) in found)
        {
            if (!wanted.Contains(value))
            {
                Add("readings", 0, times, $"{value}");
            }
        }
    }

    /// <summary>
    /// Counts the dead letters of messages that the log acknowledged, by their place in the log. One of a message whose acknowledgement a kill cut off may be there, once.
    /// </summary>
    /// <param name="acknowledged">Their origins.</param>
    public void CountLetters(IEnumerable<string> acknowledged, List<(string Key, string Value)> found)
    {
        var times = found.GroupBy(letter => letter.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach (var origin in acknowledged)
        {
            Letters++;
            Add("dead_letters", times.ContainsKey(origin) ? 0 : 1, 0, origin);
        }

        foreach (var (origin, count) in times)
        {
            Add("dead_letters", 0, count - 1, $"{origin}: {count} times");
        }
    }

    /// <summary>Compares a table with the undisturbed run's.</summary>
    public void Compare(string table, List<(string Key, string Value)> rows, List<(string Key, string Value)> undisturbed)
    {
        DerivedRows += CrashTables.Derived.Contains(table, StringComparer.Ordinal) ? rows.Count : 0;
        Incidents += table is "incidents" ? undisturbed.Count : 0;
        var left = rows.GroupBy(row => row.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(row => row.Value).ToList(), StringComparer.Ordinal);
        foreach (var (key, value) in undisturbed)
        {
            left.Remove(key, out var values);
            var there = values?.Contains(value, StringComparer.Ordinal) ?? false;
            Add(table, there ? 0 : 1, Math.Max(0, (values?.Count ?? 0) - 1), $"{key}: {value} was, {string.Join(" ", values ?? [])} is");
        }

        foreach (var (key, values) in left)
        {
            Add(table, 0, values.Count, $"{key}: {string.Join(" ", values)} is, nothing was");
        }
    }

    /// <summary>Counts keys that a table holds more than once.</summary>
    public void Distinct(string table, List<(string Key, string Value)> rows)
    {
        foreach (var group in rows.GroupBy(row => row.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            Add(table, 0, group.Count() - 1, $"{group.Key} is there {group.Count()} times");
        }
    }

    private void Add(string table, long lost, long doubled, string what)
    {
        Lost += lost;
        Doubled += doubled;
        if (table is "incidents")
        {
            IncidentsMissing += lost;
            IncidentsDoubled += doubled;
        }

        if (lost + doubled > 0 && Examples.Count < MaxExamples)
        {
            Examples.Add($"{table} {(lost > 0 ? "lost" : "doubled")} {what}");
        }
    }
}
