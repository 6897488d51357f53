using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Scenarios;

/// <summary>Endpoints of a scenario, under <c>/api/v1/scenarios/{name}/…</c>. Each is denied to whom <see cref="Policies"/> does not let pass.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Policy">One of <see cref="Policies"/>, for all of them; an endpoint may ask for another in addition.</param>
/// <param name="Map">Maps them on the scenario's own group.</param>
public sealed record EndpointsPart(string Scenario, string Policy, Action<IEndpointRouteBuilder> Map) : IScenarioPart
{
    internal void MapTo(IEndpointRouteBuilder api) =>
        Map(api.MapGroup($"/scenarios/{Scenario}").RequireAuthorization(Policy).WithTags(Scenario));
}
