using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Scenarios;

/// <summary>A contract that a scenario adds to the border.</summary>
public sealed record ContractPart(ContractSchema Schema) : IScenarioPart;
