using System.Data.Common;
using System.Globalization;
using CityOps.Models.Evaluation;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;
using static CityOps.Pipelines.Dwellings.Lifecycle.ModelFigures;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>Holds two versions' scores, given before the visits, against what the visits found.</summary>
internal sealed class GroupRentalComparison(IWarehouse warehouse, double called)
{
    private const int MostDiffering = 200;

    // With fewer visits of known probability the weights would say more than the cases.
    private const int FewestWeighted = 30;
    private const ulong Seed = 1;

    private static readonly string CasesSql = SqlText.Read("Dwellings.Lifecycle.Sql.ClosedCases.sql");
    private static readonly string OpenSql = SqlText.Read("Dwellings.Lifecycle.Sql.OpenDifferences.sql");

    public async Task<ModelComparison> CompareAsync(string champion, string challenger, CancellationToken cancellationToken)
    {
        var parameters = new WarehouseParameters { ["scenario"] = GroupRentalScoringJob.Scenario, ["champion"] = champion, ["challenger"] = challenger };
        var visits = new List<ScoredVisit>();
        await foreach (var visit in warehouse.QueryAsync(CasesSql, parameters, ScoredVisit.Read, cancellationToken))
        {
            visits.Add(visit);
        }

        var (cases, isWeighted) = Weighted(visits);
        var budget = cases.Where(c => c.Truth).Sum(c => c.Weight);
        var figures = PairedComparison.Of(cases, Math.Max(1, budget), Seed);
        var seen = visits.Where(v => v.IsSeen).ToList();
        return new ModelComparison(
            champion,
            challenger,
            seen.Count,
            seen.Count(v => v.IsConfirmed),
            isWeighted,
            Math.Max(1, budget),
            [.. figures.Select(f => new ComparedFigure(f.Name, ModelFigures.Of(f.Name, f.Champion), ModelFigures.Of(f.Name, f.Challenger), ModelFigures.Of(f.Name, f.Difference)))],
            [.. seen.Where(v => (v.Champion >= called) != (v.Challenger >= called)).OrderByDescending(v => Math.Abs(v.Champion - v.Challenger)).Take(MostDiffering).Select(v => v.ToDiffering())],
            await OpenAsync(champion, challenger, cancellationToken));
    }

    // Each visit stands for one over the probability of making it and of somebody opening; where too few say with what probability they were chosen, for itself.
    private static (IReadOnlyList<PairedCase> Cases, bool IsWeighted) Weighted(List<ScoredVisit> visits)
    {
        var sample = VisitSample.Of([.. visits.Select((v, at) => new Visit(v.Key, at, v.Outcome, v.SelectionProbability, v.FoundBy))]);
        if (sample.Seen.Count < FewestWeighted)
        {
            return ([.. visits.Where(v => v.IsSeen).Select(v => v.ToPaired(1))], false);
        }

        return ([.. sample.Seen.Zip(sample.Weights, (visit, weight) => visits[(int)visit.Score].ToPaired(weight))], true);
    }

    private async Task<OpenDifferences?> OpenAsync(string champion, string challenger, CancellationToken cancellationToken)
    {
        var parameters = new WarehouseParameters { ["champion"] = champion, ["challenger"] = challenger, ["called"] = called };
        await foreach (var open in warehouse.QueryAsync(OpenSql, parameters, ReadOpen, cancellationToken))
        {
            return open.Subjects > 0 ? open : null;
        }

        return null;
    }

    private static OpenDifferences ReadOpen(DbDataReader row) => new(
        new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(0), DateTimeKind.Utc)),
        Whole(row, 1), Whole(row, 2), Whole(row, 3), Whole(row, 4),
        row.IsDBNull(5) ? null : Known(Convert.ToDouble(row.GetValue(5), CultureInfo.InvariantCulture)));

    private static long Whole(DbDataReader row, int at) => Convert.ToInt64(row.GetValue(at), CultureInfo.InvariantCulture);
}
