using CityOps.Contracts.Catalog;
using CityOps.Host.Commands;
using CityOps.Host.Composition;

namespace CityOps.Host.Operating;

/// <summary>The topics that dead letters can be of, so that a mistyped one does not pass as one without any.</summary>
internal static class DeadLetterTopics
{
    /// <returns>The topic as it was given.</returns>
    /// <exception cref="CommandException">There is no such topic, nor a contract of that name.</exception>
    public static string? Known(string? given)
    {
        var contracts = new ContractCatalog(Scenarios.Catalog());
        return string.IsNullOrEmpty(given) || contracts.All.Any(c => string.Equals(c.Name, given, StringComparison.Ordinal) || string.Equals(c.Topic, given, StringComparison.Ordinal))
            ? given
            : throw new CommandException($"there is no topic '{given}'. Give a contract's name or its topic (cityops.NAME.v1): {string.Join(", ", contracts.All.Select(c => c.Name))}.");
    }
}
