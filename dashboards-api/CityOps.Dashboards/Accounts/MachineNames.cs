namespace CityOps.Dashboards.Accounts;

/// <summary>
/// Names under which the product itself acts: history and the audit log show them for the local link and tokens of operators (<c>local</c>), for deadlines and retention (<c>system</c>), for the demonstration and benches
/// (<c>demo-reviewer</c>, <c>seed-reviewer</c>) and for programs (<c>token:…</c>). No person bears one, so that nobody's deeds pass for the machine's.
/// </summary>
internal static class MachineNames
{
    private static readonly string[] Whole = ["local", "system", "cityops", "unnamed", "demo", "seed", "token", "photo retention"];
    private static readonly string[] Beginnings = ["demo", "seed", "token", "system", "cityops"];

    /// <returns>Why nobody may bear the name; null where somebody may.</returns>
    public static string? WhyNot(string name)
    {
        var plain = name.Trim().ToLowerInvariant();
        return Whole.Contains(plain, StringComparer.Ordinal) || Beginnings.Any(b => plain.StartsWith(b, StringComparison.Ordinal) && plain.Length > b.Length && !char.IsLetterOrDigit(plain[b.Length]))
            ? $"'{name}' stands for the machine in history: choose a person's own name."
            : null;
    }
}
