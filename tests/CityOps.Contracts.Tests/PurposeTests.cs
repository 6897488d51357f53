using CityOps.Contracts.Catalog;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Tests;

public sealed class PurposeTests
{
    [Fact]
    public void A_contract_that_identifies_households_and_leaves_a_purpose_out_is_refused_and_the_column_named()
    {
        var refused = Assert.Throws<ArgumentException>(ContractReader.Read<Nosy>);

        Assert.Contains("'shoe_size'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_column_about_a_household_has_a_purpose()
    {
        var household = new ContractCatalog(new ScenarioCatalog([])).All.Where(c => c.Columns.Any(column => column.Protection is not Protection.None)).ToList();

        Assert.Contains(household, c => c.Name == "dwellings");
        Assert.All(household.SelectMany(c => c.Columns), column => Assert.NotNull(column.Purpose));
        Assert.Equal(FieldPurpose.ApprovedVisit, ContractReader.Read<Dwelling>().Columns.Single(c => c.Name == "address").Purpose);
    }

    [Contract("nosy", Subject = "dwelling_id")]
    private sealed record Nosy([Purpose(FieldPurpose.TieTogether), Protected(Protection.DwellingId)] string DwellingId, double? ShoeSize);
}
