using CityOps.Contracts.Events;
using CityOps.Warehouse;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>
/// Gives a letter that was refused at the border, sent again and refused behind it the payload it had: the row as its sender sent it. What was refused the
/// second time is the inside form of it, which nobody could send through the border again.
/// </summary>
public sealed class FirstPayloads(IWarehouse warehouse)
{
    private static readonly string Sql = SqlText.Read("DeadLetters.Sql.Kept.sql");

    /// <summary>The letter as it is to be appended. It was sent again from the table, so there it is, unless retention took it meanwhile.</summary>
    public async ValueTask<DeadLetter> RestoreAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.Attempts == 1 || letter.IsFromLog)
        {
            return letter;
        }

        var parameters = new WarehouseParameters { ["topic"] = letter.Topic, ["origin"] = letter.Origin, ["row"] = (uint)letter.Row };
        var kept = await warehouse.QueryAsync(Sql, parameters, row => (Payload: row.GetString(0), ContentType: row.GetString(1)), cancellationToken).ToListAsync(cancellationToken);
        return kept.Count == 0
            ? (letter with { ContentType = null }).Adding("the row as it was sent is no longer kept")
            : letter with { SealedPayload = kept[0].Payload, ContentType = kept[0].ContentType.Length == 0 ? null : kept[0].ContentType };
    }
}
