using CityOps.Casework.MuckTruck;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Scenarios;
using CityOps.Ingest.Simulation.Trucks;
using CityOps.Pipelines.Trucks;

namespace CityOps.Dashboards.MuckTruck;

/// <summary>
/// Muck trucks (渣土车): loads dumped where no permit allows it, found by how trucks move and stop. This file only names the parts that the
/// layers below hold in their folders of the same name.
/// </summary>
public sealed class MuckTruckScenario : IScenario
{
    public string Name => "muck-truck";

    public void Contribute(IScenarioParts parts)
    {
        TruckPipeline.AddTo(parts);
        TruckSimulation.AddTo(parts);
        Mutes.MuteParts.AddTo(parts, Name);
        MuckTruckElements.AddTo(parts);
        parts.Add(new EndpointsPart(Name, Policies.CasesRead, ShowTrack.Map));
        parts.Add(new EndpointsPart(Name, Policies.CasesRead, ShowSites.Map));
        parts.Add(new EndpointsPart(Name, Policies.CasesRead, ShowPlates.Map));
        parts.Add(new EndpointsPart(Name, Policies.TracesRead, TraceTrucks.Map));
        parts.Add(new EndpointsPart(Name, Policies.FleetRead, ShowFleet.Map));
        parts.Add(new EndpointsPart(Name, Policies.FleetRead, StreamFleet.Map));
        parts.Add(new EndpointsPart(Name, Policies.TracesRead, ShowScene.Map));
        parts.Add(new EndpointsPart(Name, Policies.RegisterRead, Register.SiteRegister.Map));
        parts.Add(new EndpointsPart(Name, Policies.RegisterRead, Register.PermitRegister.Map));
        parts.Add(new WebModulePart(Name, "muck-truck"));
    }
}
