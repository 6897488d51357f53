using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CityOps.Models.Evaluation;
using CityOps.Pipelines.ModelLifecycle;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>A visit, and what two versions had said of the dwelling before it.</summary>
internal sealed record ScoredVisit(
    ulong Key, string CaseId, DateTimeOffset At, VisitOutcome Outcome, double? SelectionProbability, string FoundBy,
    double Champion, double Challenger, double ChampionOccupants, double ChallengerOccupants)
{
    public bool IsConfirmed => Outcome is VisitOutcome.Confirmed;

    /// <summary>Whether somebody saw what is true.</summary>
    public bool IsSeen => Outcome is VisitOutcome.Confirmed or VisitOutcome.NotFound or VisitOutcome.OtherViolation;

    public PairedCase ToPaired(double weight) => new(Key, Champion, Challenger, IsConfirmed, weight);

    public DifferingCase ToDiffering() => new(CaseId, At, WordOf(Outcome), Champion, Challenger, ChampionOccupants, ChallengerOccupants);

    public static ScoredVisit Read(DbDataReader row) => new(
        Convert.ToUInt64(row.GetValue(0), CultureInfo.InvariantCulture),
        row.GetString(1),
        new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(2), DateTimeKind.Utc)),
        Enum.GetValues<VisitOutcome>().First(o => string.Equals(WordOf(o), row.GetString(3), StringComparison.Ordinal)),
        row.IsDBNull(4) ? null : row.GetDouble(4),
        row.GetString(5),
        Number(row, 6), Number(row, 7), Number(row, 8), Number(row, 9));

    private static string WordOf(VisitOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());

    private static double Number(DbDataReader row, int at) => Convert.ToDouble(row.GetValue(at), CultureInfo.InvariantCulture);
}
