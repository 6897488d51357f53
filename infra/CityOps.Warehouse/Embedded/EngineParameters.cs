namespace CityOps.Warehouse.Embedded;

/// <summary>Values of a statement's <c>{name:Type}</c> placeholders, in ClickHouse's escaped text form.</summary>
internal sealed record EngineParameters(IReadOnlyList<string> Names, IReadOnlyList<string> Values)
{
    internal static EngineParameters None { get; } = new([], []);

    internal bool Any => Names.Count > 0;
}
