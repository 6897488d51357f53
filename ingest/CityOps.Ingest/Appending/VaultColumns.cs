using Apache.Arrow;
using CityOps.Contracts.Schema;
using CityOps.Identity;

namespace CityOps.Ingest.Appending;

/// <summary>Reads the columns of a border batch that the vault keeps.</summary>
internal static class VaultColumns
{
    private const string Address = "address";
    private const string Contact = "contact";

    /// <summary>The facts of each row that has any, in the order of the rows: a later one stands.</summary>
    public static List<DwellingSecret> SecretsOf(RecordBatch border, ContractSchema schema, ulong[] dwellingKeys)
    {
        var places = Places(border, schema);
        var (addresses, contacts) = (Texts(border, schema, Address), Texts(border, schema, Contact));
        List<DwellingSecret> secrets = [];
        for (var row = 0; row < dwellingKeys.Length; row++)
        {
            var (address, contact) = (TextAt(addresses, row), TextAt(contacts, row));
            var place = places.Count > 0 ? places[row] : default;
            if (dwellingKeys[row] != 0 && (address is not null || contact is not null || place is { Lon: not null, Lat: not null }))
            {
                secrets.Add(new DwellingSecret(dwellingKeys[row], null, address, contact, place.Lon, place.Lat));
            }
        }

        return secrets;
    }

    /// <summary>The place of each row; empty where the contract has no dwelling's coordinates.</summary>
    public static List<Place> Places(RecordBatch border, ContractSchema schema)
    {
        var (lon, lat) = (Find(border, schema, Protection.DwellingLongitude), Find(border, schema, Protection.DwellingLatitude));
        List<Place> places = [];
        for (var row = 0; lon is not null && lat is not null && row < border.Length; row++)
        {
            places.Add(new Place(lon.GetValue(row), lat.GetValue(row)));
        }

        return places;
    }

    private static DoubleArray? Find(RecordBatch border, ContractSchema schema, Protection protection)
    {
        for (var i = 0; i < schema.Columns.Count; i++)
        {
            if (schema.Columns[i].Protection == protection)
            {
                return (DoubleArray)border.Column(i);
            }
        }

        return null;
    }

    private static StringArray? Texts(RecordBatch border, ContractSchema schema, string name) =>
        schema.OrdinalOf(name) is >= 0 and var ordinal && schema.Columns[ordinal].Protection is Protection.VaultOnly
            ? (StringArray)border.Column(ordinal)
            : null;

    private static string? TextAt(StringArray? column, int row) =>
        column?.GetString(row) is { Length: > 0 } text ? text : null;
}
