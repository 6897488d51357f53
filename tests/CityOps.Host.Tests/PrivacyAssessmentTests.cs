using CityOps.Contracts.Catalog;
using CityOps.Host.Composition;
using CityOps.Host.Privacy;
using CityOps.Tests.Shared;

namespace CityOps.Host.Tests;

public sealed class PrivacyAssessmentTests
{
    [Fact]
    public async Task The_assessment_in_the_docs_is_what_the_declarations_say()
    {
        var written = PrivacyAssessment.Write(new ContractCatalog(Scenarios.Catalog()));

        Assert.Contains("| dwellings | contact | an approved visit, opened to the person sent | the vault alone |", written, StringComparison.Ordinal);
        Assert.True(
            string.Equals(written, await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "privacy-assessment.md")), StringComparison.Ordinal),
            "Run: cityops privacy assessment --out docs/privacy-assessment.md");
    }
}
