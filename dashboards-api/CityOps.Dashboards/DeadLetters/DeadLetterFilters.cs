using System.Globalization;
using CityOps.Contracts.Catalog;
using CityOps.Pipelines.DeadLetters;

namespace CityOps.Dashboards.DeadLetters;

/// <summary>Makes a filter of what a caller gave.</summary>
internal static class DeadLetterFilters
{
    /// <param name="topic">A topic, or the name of a contract.</param>
    /// <param name="since">RFC 3339.</param>
    /// <returns>Null where <paramref name="since"/> is no instant.</returns>
    public static DeadLetterFilter? TryOf(ContractCatalog contracts, string? topic, string? field, string? reason, string? since, bool openOnly)
    {
        DateTimeOffset? from = null;
        if (!string.IsNullOrEmpty(since))
        {
            if (!DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                return null;
            }

            from = instant;
        }

        var named = topic is { Length: > 0 } && contracts.TryGet(topic, out var contract) ? contract.Topic : topic ?? "";
        return new DeadLetterFilter(named, field ?? "", reason ?? "", from, openOnly);
    }
}
