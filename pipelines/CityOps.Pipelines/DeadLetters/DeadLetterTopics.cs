using CityOps.Contracts.Catalog;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>The topics that hold dead letters: one beside each topic.</summary>
public static class DeadLetterTopics
{
    /// <summary>The contract of what lies on them.</summary>
    public const string Contract = "dead-letters";

    /// <summary>Dead letters that cannot be read themselves go back to their own topic's log line, not to yet another topic.</summary>
    public static IReadOnlyList<string> Of(ContractCatalog contracts) =>
        [.. contracts.All.Where(c => !string.Equals(c.Name, Contract, StringComparison.Ordinal)).Select(c => c.DeadLetterTopic)];
}
