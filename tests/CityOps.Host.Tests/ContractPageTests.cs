using CityOps.Contracts.Catalog;
using CityOps.Host.ContractPages;
using CityOps.Tests.Shared;

namespace CityOps.Host.Tests;

public sealed class ContractPageTests
{
    [Fact]
    public void The_page_in_docs_is_what_the_program_accepts()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "contracts.md"));

        var rendered = ContractPage.Render(new ContractCatalog(Host.Composition.Scenarios.Catalog()).All);

        Assert.EndsWith(rendered.TrimEnd(), page.TrimEnd(), StringComparison.Ordinal);
    }
}
