using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse.Migrations;

namespace CityOps.Host.Bench.Landing;

/// <summary>The product's tables, and the landing of readings alone, under the contract name of one run.</summary>
internal sealed class BenchScenario(LandingPlan plan, bool isDerived) : IScenario
{
    public const string Table = "readings";

    public string Name => "bench-landing";

    public static IReadOnlyList<WarehouseMigration> Migrations => Composition.Scenarios.Catalog().Of<WarehouseMigration>();

    public void Contribute(IScenarioParts parts)
    {
        foreach (var step in Migrations)
        {
            parts.Add(step);
        }

        var readings = Composition.Scenarios.Catalog().Of<LandingPart>().Single(part => string.Equals(part.Table, Table, StringComparison.Ordinal));
        if (!string.Equals(plan.Contract, readings.Contract, StringComparison.Ordinal))
        {
            parts.Add(new ContractPart(plan.Border()));
        }

        parts.Add(readings with { Contract = plan.Contract, Derive = isDerived ? readings.Derive : null });
    }
}
