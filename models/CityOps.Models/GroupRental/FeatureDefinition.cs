namespace CityOps.Models.GroupRental;

/// <summary>One feature, as scientists, reviewers and the model read it.</summary>
/// <param name="Name">The column of the features query and of the model.</param>
/// <param name="Unit">Its unit; empty for a ratio.</param>
/// <param name="Chinese">What a reviewer calls it.</param>
/// <param name="English">The same in English.</param>
/// <param name="Why">Why it should tell something.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record FeatureDefinition(string Name, string Unit, string Chinese, string English, string Why, string Source);
