using CityOps.Contracts.Scenarios;

namespace CityOps.Pipelines.Scenarios;

/// <summary>Tables of the warehouse in which no row is about a dwelling or a case: a scientist may ask them in SQL. What no scenario names is closed.</summary>
public sealed record OpenTablesPart(IReadOnlyList<string> Tables) : IScenarioPart;
