using CityOps.Contracts.Scenarios;

namespace CityOps.Dashboards.Scenarios;

/// <summary>
/// Names the module of the pages (<c>web/src/scenarios/{Module}/module.ts</c>) that shows a scenario's evidence. Where the pages hold no such
/// module, evidence is shown as a plain table, so a scenario works before it has one.
/// </summary>
public sealed record WebModulePart(string Scenario, string Module) : IScenarioPart;
