using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.GroupRental;
using CityOps.Dashboards.MuckTruck;
using CityOps.Pipelines;

namespace CityOps.Host.Composition;

/// <summary>The scenarios this executable carries. A third one is one more line here.</summary>
public static class Scenarios
{
    public static IReadOnlyList<IScenario> All { get; } = [new CoreScenario(), new GroupRentalScenario(), new MuckTruckScenario()];

    public static ScenarioCatalog Catalog() => new(All);
}
