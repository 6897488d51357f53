namespace CityOps.Contracts.Schema;

/// <summary>Derives the keyed form of a contract from its border form.</summary>
public static class KeyedForm
{
    public const string MeterKey = "meter_key";
    public const string DwellingKey = "dwelling_key";
    public const string Cell = "h3";

    internal static ContractSchema Of(ContractSchema border)
    {
        if (border.Columns.All(c => c.Protection is Protection.None))
        {
            return border;
        }

        var columns = border.Columns.Select(Replace).OfType<Column>().ToList();
        var subject = border.Columns[border.OrdinalOf(border.Subject)];
        return new ContractSchema(border.Name, columns, Replace(subject)!.Name, border.Broadcast, border.IsInternal);
    }

    // Keys are never null: 0 stands for "not known", so that no sort key of the warehouse needs a Nullable.
    private static Column? Replace(Column column) => column.Protection switch
    {
        Protection.MeterId => new Column(MeterKey, ColumnType.Key, Required: true),
        Protection.DwellingId => new Column(DwellingKey, ColumnType.Key, Required: true),
        Protection.DwellingLongitude => new Column(Cell, ColumnType.Key, Required: true),
        Protection.DwellingLatitude or Protection.VaultOnly => null,
        _ => column,
    };
}
