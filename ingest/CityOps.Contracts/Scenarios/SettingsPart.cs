namespace CityOps.Contracts.Scenarios;

/// <summary>A section of the configuration that a scenario reads, so that its keys are known and what they hold is checked before anything starts.</summary>
/// <param name="Section">Such as <c>CityOps:Trucks</c>.</param>
/// <param name="Options">Its public properties are the keys; their validation attributes say what is allowed.</param>
public sealed record SettingsPart(string Section, Type Options) : IScenarioPart;
