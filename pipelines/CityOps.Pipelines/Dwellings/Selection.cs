namespace CityOps.Pipelines.Dwellings;

/// <summary>How a dwelling came to be a suspicion: labels carry it, so that visits can be weighed.</summary>
/// <param name="Probability">With which this dwelling was to be chosen, (0, 1].</param>
/// <param name="FoundBy">As casework and the contract of labels call it: <c>model</c> or <c>random</c>.</param>
public sealed record Selection(SuspicionReasons Reasons, double Probability, string FoundBy)
{
    public bool IsRandom => Reasons.HasFlag(SuspicionReasons.RandomCheck);

    public static Selection ByModel(SuspicionReasons reasons) => new(reasons, 1, "model");

    public static Selection AtRandom(double chance) => new(SuspicionReasons.RandomCheck, chance, "random");
}
