using CityOps.Contracts.Scenarios;

namespace CityOps.Warehouse.Migrations;

/// <summary>One step of the warehouse's schema. Released steps never change; a new step is added instead.</summary>
/// <param name="Owner"><c>core</c> or a scenario's name; steps are numbered within it.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Statements">Each safe to run again (<c>IF NOT EXISTS</c>), since ClickHouse has no transaction over them.</param>
public sealed record WarehouseMigration(string Owner, int Version, string Name, IReadOnlyList<string> Statements) : IScenarioPart;
