using System.Globalization;
using System.Text.Json;
using CityOps.Host.Composition;

namespace CityOps.Host.Replay;

/// <summary>What a replay says when it is done, and the exit code that goes with it.</summary>
internal static class ReplayReport
{
    /// <summary>Rows were sent and not one was taken: most likely columns or units are meant differently.</summary>
    public const int AllRefused = 3;

    private const int MostCauses = 10;

    public static int ExitCodeOf(ReplayCounts counts) => counts is { Accepted: 0, Rejected: > 0 } ? AllRefused : 0;

    public static string Json(ReplayCounts counts, bool landed, TimeSpan elapsed) => JsonSerializer.Serialize(
        new { counts.Accepted, counts.Rejected, Landed = landed, Seconds = Math.Round(elapsed.TotalSeconds, 3), Refusals = counts.Refusals }, HostJson.Options);

    public static IEnumerable<string> Lines(ReplayCounts counts, bool landed, TimeSpan elapsed)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Accepted:N0} rows accepted{(landed ? " and landed" : string.Empty)}, {counts.Rejected:N0} rejected, in {elapsed.TotalSeconds:0.0} s ({counts.Accepted / Math.Max(elapsed.TotalSeconds, 0.001):N0} rows/s).");
        var atLeast = counts.Explained < counts.Rejected ? "at least " : "";
        foreach (var cause in counts.Refusals.Take(MostCauses))
        {
            var where = cause.Field.Length == 0 ? "" : cause.Field + ": ";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {atLeast}{cause.Rows:N0} {(cause.Rows == 1 ? "row" : "rows")}, {(cause.Rows == 1 && atLeast.Length == 0 ? "" : "the first is ")}row {cause.FirstRow}: {where}{cause.Reason.TrimEnd('.')}.");
        }

        if (counts.Refusals.Count > MostCauses)
        {
            yield return $"  {counts.Refusals.Count - MostCauses} causes more; 'cityops dead-letters list' counts them all.";
        }

        if (counts.Rejected > 0)
        {
            yield return counts.Accepted == 0
                ? "Not one row was taken: look at the columns, their units and the contract. They are kept, sealed, as dead letters."
                : "Rejected rows are kept, sealed, as dead letters; send them again once they are mended.";
        }
    }
}
