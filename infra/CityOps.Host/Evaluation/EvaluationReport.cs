using CityOps.Host.Bench;

namespace CityOps.Host.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Results">Its figures and what they depend on, printed as those of a benchmark are.</param>
/// <param name="Page">The same, with plots where they say more than figures: one HTML page that needs no other file.</param>
internal sealed record EvaluationReport(BenchReport Results, string Page);
