using CityOps.Contracts.Scenarios;

namespace CityOps.Pipelines.Scenarios;

/// <summary>Says in which warehouse table the rows of a contract land, column by column of the same name.</summary>
/// <param name="Contract">The contract's name.</param>
/// <param name="Table">A ReplacingMergeTree by natural key with a <c>version</c> column (source order) and a <c>received_at</c> column.</param>
public sealed record LandingPart(string Contract, string Table) : IScenarioPart;
