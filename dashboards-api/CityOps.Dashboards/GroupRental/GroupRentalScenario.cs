using CityOps.Casework.GroupRental;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Scenarios;
using CityOps.Ingest.Simulation.Households;
using CityOps.Pipelines.Dwellings;

namespace CityOps.Dashboards.GroupRental;

/// <summary>
/// Group rental (群租): flats let to more people than the law allows, found by what they use. This file only names the parts that the layers
/// below hold in their folders of the same name.
/// </summary>
public sealed class GroupRentalScenario : IScenario
{
    public string Name => "group-rental";

    public void Contribute(IScenarioParts parts)
    {
        DwellingPipeline.AddTo(parts);
        HouseholdSimulation.AddTo(parts);
        GroupRentalElements.AddTo(parts);
        parts.Add(new EndpointsPart(Name, Policies.CasesTriage, ShowDwellingCurves.Map));
        parts.Add(new WebModulePart(Name, "group-rental"));
    }
}
