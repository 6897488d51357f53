namespace CityOps.Host.Composition.Settings;

/// <summary>Finds the key that somebody most likely meant.</summary>
internal static class NearestKey
{
    // A letter in five, and never fewer than two: beyond that a guess misleads.
    private const int LettersAMistake = 5;
    private const int FewestMistakes = 2;

    /// <returns>The nearest of the known keys, or null where none is near.</returns>
    public static string? To(string key, IEnumerable<string> known)
    {
        var best = known.Where(k => !k.Contains('*', StringComparison.Ordinal))
            .Select(k => (Key: k, Mistakes: MistakesIn(key, k)))
            .OrderBy(k => k.Mistakes).ThenBy(k => k.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Key is not null && best.Mistakes <= Math.Max(FewestMistakes, key.Length / LettersAMistake) ? best.Key : null;
    }

    // The right name in the wrong section counts as one mistake.
    private static int MistakesIn(string key, string known) =>
        string.Equals(LastOf(key), LastOf(known), StringComparison.OrdinalIgnoreCase) ? 1 : Distance(key.ToUpperInvariant(), known.ToUpperInvariant());

    private static string LastOf(string key) => key[(key.LastIndexOf(':') + 1)..];

    /// <summary>Letters to add, drop or change (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
