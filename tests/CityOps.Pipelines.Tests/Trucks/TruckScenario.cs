using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Trucks;

namespace CityOps.Pipelines.Tests.Trucks;

/// <summary>The scenario as far as this layer goes.</summary>
internal sealed class TruckScenario : IScenario
{
    public string Name => TruckPipeline.Scenario;

    public void Contribute(IScenarioParts parts) => TruckPipeline.AddTo(parts);
}
