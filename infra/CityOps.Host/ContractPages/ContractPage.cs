using System.Globalization;
using System.Text;
using CityOps.Contracts.Schema;

namespace CityOps.Host.ContractPages;

/// <summary>Writes contracts as Markdown: what <c>cityops contracts</c> prints, and what docs/contracts.md holds.</summary>
public static class ContractPage
{
    public static string Render(IEnumerable<ContractSchema> contracts)
    {
        var page = new StringBuilder();
        foreach (var contract in contracts)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {contract.Name}\n\n");
            page.Append(CultureInfo.InvariantCulture, $"Topic `{contract.Topic}`, spread by `{contract.Keyed.Subject}`{Notes(contract)}.\n\n");
            page.Append("| column | type | required | values | inside |\n|---|---|---|---|---|\n");
            foreach (var column in contract.Columns)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {column.Name} | {TypeOf(column)} | {Presence(column)} | {Values(column)} | {Inside(column)} |\n");
            }

            page.Append('\n');
        }

        return page.ToString();
    }

    private static string Notes(ContractSchema contract) =>
        (contract.Broadcast ? ", broadcast: every processor reads all of it" : string.Empty)
        + (contract.IsInternal ? ", internal: CityOps writes it, the border refuses it" : string.Empty);

    private static string TypeOf(Column column) => column.Type switch
    {
        ColumnType.Instant => "instant",
        ColumnType.Choice => "word",
        ColumnType.Text when column.IsIdentifier => "identifier",
        _ => column.Type.ToString().ToLowerInvariant(),
    };

    private static string Presence(Column column) => (column.Required, column.Default) switch
    {
        (true, null) => "yes",
        (_, { } given) => $"default {given}",
        _ => "no",
    };

    private static string Values(Column column) => column switch
    {
        { Choices.Count: > 0 } => string.Join(", ", column.Choices),
        { Form: TextForm.Area } => string.Create(CultureInfo.InvariantCulture, $"WKT: POLYGON or MULTIPOLYGON, at most {column.MaxLength} characters"),
        { Form: TextForm.Line } => string.Create(CultureInfo.InvariantCulture, $"WKT: LINESTRING, at most {column.MaxLength} characters"),
        { Form: TextForm.Hour } => "HH:mm, 00:00 to 24:00",
        { Type: ColumnType.Text } => string.Create(CultureInfo.InvariantCulture, $"at most {column.MaxLength} characters"),
        { Min: > double.NegativeInfinity } or { Max: < double.PositiveInfinity } => string.Create(CultureInfo.InvariantCulture, $"{column.Min} to {column.Max}"),
        _ => string.Empty,
    };

    private static string Inside(Column column) => column.Protection switch
    {
        Protection.None => string.Empty,
        Protection.MeterId => "becomes meter_key",
        Protection.DwellingId => "becomes dwelling_key",
        Protection.DwellingLongitude or Protection.DwellingLatitude => "becomes an H3 cell; exact in the vault",
        Protection.VaultOnly => "goes to the vault only",
        Protection.ScenarioSubject => "a dwelling number becomes its key",
        _ => string.Empty,
    };
}
