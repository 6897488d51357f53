using System.Globalization;
using System.Text;

namespace CityOps.Models.MuckTruck;

/// <summary>A version's card (model card, Mitchell and others 2019), as Markdown: what it is for and where it ends.</summary>
public static class MuckTruckCard
{
    public const string File = "card.md";

    public static string Of(string version, FleetEvaluation evaluation)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"""
            # Muck-truck model {version}

            **Use.** Orders loaded drives by the probability that they spilled, and passes of dust sensors by the probability that the truck raised the dust that was read. What it suspects is an
            incident for a person to look at; it decides about nobody.

            **Limits.** Learnt from {evaluation.DataRange} ({evaluation.Origin}). It has not seen a real spill or real dust: how large they are was assumed. Sensors and cameras of another kind,
            other roads and other loads may look different. A PM10 sensor cannot tell whose dust it reads.

            **Made from.** Seed {evaluation.Seed}, boosted trees (ML.NET FastTree) for each score.

            | score | figure, on a fleet that it did not learn from | value | 95 % interval over trucks |
            |---|---|---|---|

            """);
        foreach (var score in evaluation.Scores)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {score.Score} | examples, {score.Positives} of them true | {score.Judged} | |\n");
            foreach (var figure in score.Figures)
            {
                card.Append(CultureInfo.InvariantCulture, $"| {score.Score} | {figure.Name.Replace('_', ' ')} | {figure.Value:0.000} | {figure.Low:0.000} to {figure.High:0.000} |\n");
            }
        }

        card.Append(CultureInfo.InvariantCulture, $"\nSuspected is from a probability of {string.Join(" and ", evaluation.Scores.Select(s => s.SuspectedFrom.ToString("0.##", CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal))} on. The rule orders spills by how long the lid was open, dust by the rise alone.\n");
        return card.ToString();
    }
}
