using CityOps.Contracts.Scenarios;

namespace CityOps.Warehouse.Retention;

/// <summary>A table whose rows may be deleted after some days, as <c>CityOps:Retention:Tables:{table}</c> says.</summary>
/// <param name="Table">The table.</param>
/// <param name="EndSql">
/// When a row's time is over and its days begin to count: an expression of the table's key columns alone, so that all versions of a row go together and
/// none that a later one had replaced comes back. Where the table has partitions it is the end of the partition, so that whole parts are dropped.
/// </param>
/// <param name="DefaultDays">0 keeps the rows for ever.</param>
public sealed record RetentionPart(string Table, string EndSql, int DefaultDays = 0) : IScenarioPart
{
    /// <summary>The table's TTL, as the engine itself writes it but for blanks and brackets.</summary>
    internal string TtlSql(int days) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{EndSql} + toIntervalDay({days})");
}
