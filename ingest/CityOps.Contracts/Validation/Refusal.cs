namespace CityOps.Contracts.Validation;

/// <summary>What is wrong, in words that can be counted by.</summary>
/// <param name="Reason">What is wrong and what would be right: the same for each value of a field.</param>
/// <param name="Detail">
/// What varies from one refusal to the next: how far it reached, which limit held then. Null where nothing does. It is kept in clear, so it never holds the
/// value.
/// </param>
public sealed record Refusal(RefusalCode Code, string Reason, string? Detail = null)
{
    /// <summary>Reason and detail in one text, as people are shown it.</summary>
    public override string ToString() => Detail is null ? Reason : $"{Reason} ({Detail})";
}
