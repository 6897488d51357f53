namespace CityOps.Contracts.Scenarios;

/// <summary>
/// A scenario (应用场景): one thing the district watches for. It lives in a folder of the same name in models/, pipelines/,
/// dashboards-api/ and web/, and reaches every layer through the parts it contributes; nothing else names it.
/// </summary>
public interface IScenario
{
    /// <summary>The name used in cases, labels, commands and URLs, such as <c>group-rental</c>.</summary>
    string Name { get; }

    /// <summary>Adds this scenario's parts. Called once, at start, before any service exists.</summary>
    void Contribute(IScenarioParts parts);
}

/// <summary>
/// Something a scenario contributes to one layer. Each layer declares the parts it takes, so that this project, which everything may
/// reference, knows none of them: contracts here, migrations in Warehouse, processors and jobs in Pipelines, standard elements in
/// Casework, simulators in Ingest, endpoints and web modules in Dashboards.
/// </summary>
public interface IScenarioPart;

public interface IScenarioParts
{
    void Add<TPart>(TPart part)
        where TPart : class, IScenarioPart;
}
