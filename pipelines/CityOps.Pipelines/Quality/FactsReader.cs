using System.Globalization;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Quality;

/// <summary>What is known of a town's dwellings.</summary>
/// <param name="Known">Of how many dwellings each fact is known, in the order of <see cref="FactsReader.Facts"/>.</param>
public sealed record TownFacts(string Town, long Dwellings, IReadOnlyList<long> Known);

/// <param name="MeteredWithout">Dwellings with meters of which the register says nothing.</param>
public sealed record HouseholdFacts(IReadOnlyList<TownFacts> Towns, long MeteredWithout);

/// <summary>Says how complete the register of dwellings is; a model guesses where it is not.</summary>
public sealed class FactsReader(IWarehouse warehouse)
{
    private static readonly string KnownSql = SqlText.Read("Quality.Sql.FactsKnown.sql");
    private static readonly string WithoutSql = SqlText.Read("Quality.Sql.MeteredWithoutFacts.sql");

    public static IReadOnlyList<string> Facts { get; } = ["place", "rooms", "floor_area_m2", "registered_population", "kinship", "tenure", "built_year"];

    public async Task<HouseholdFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var towns = await warehouse.QueryAsync(
            KnownSql,
            WarehouseParameters.None,
            row => new TownFacts(row.GetString(0), Whole(row.GetValue(1)), [.. Enumerable.Range(2, Facts.Count).Select(at => Whole(row.GetValue(at)))]),
            cancellationToken).ToListAsync(cancellationToken);
        var without = await warehouse.QueryAsync(WithoutSql, WarehouseParameters.None, row => Whole(row.GetValue(0)), cancellationToken).FirstAsync(cancellationToken);
        return new HouseholdFacts(towns, without);
    }

    private static long Whole(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
