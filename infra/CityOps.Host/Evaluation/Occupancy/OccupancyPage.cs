using System.Globalization;
using CityOps.Models.Evaluation;
using CityOps.Models.Evaluation.Report;
using CityOps.Models.GroupRental.Occupancy;

namespace CityOps.Host.Evaluation.Occupancy;

/// <summary>The report of an evaluation, as a page.</summary>
internal static class OccupancyPage
{
    public static string Of(CountedHomes homes, OccupancyFigures figures)
    {
        double[] estimates = [.. homes.Homes.Select((_, at) => figures.Estimates.Average(e => e[at]))];
        var bySize = homes.Homes.Zip(estimates, (home, estimate) => (home.People, Estimate: estimate)).GroupBy(h => h.People).OrderBy(g => g.Key);
        return new EvaluationPage("People of metered homes", "Real homes; each was estimated from other homes only.")
            .Table(["figure", "value (95 % interval over homes)"],
            [
                ["homes", homes.Homes.Count.ToString(CultureInfo.InvariantCulture)],
                ["ROC-AUC of four people or more", EvaluationPage.Number(figures.RocAuc)],
                [$"the same of the best single sign, chosen on these homes ({figures.BestSingle})", EvaluationPage.Number(figures.BestSingleRocAuc)],
                ["mean error, people", EvaluationPage.Number(figures.MeanError)],
                ["mean error of the median by floor area, people", EvaluationPage.Number(figures.BaselineMeanError)],
            ])
            .Heading("Who finds homes of four people or more")
            .Plot(new LinePlot("Homes in the order of their estimates: how many of the large ones are found, and how many others with them.", "share of smaller homes taken for large", "share of large homes found", [.. Lines(homes, figures, estimates)]))
            .Heading("By people")
            .Table(["people", "homes", "mean estimate"], bySize.Select(g => (IReadOnlyList<string>)
                [g.Key.ToString(CultureInfo.InvariantCulture), g.Count().ToString(CultureInfo.InvariantCulture), EvaluationPage.Number(g.Average(h => h.Estimate))]))
            .ToHtml();
    }

    private static IEnumerable<PlotLine> Lines(CountedHomes homes, OccupancyFigures figures, double[] estimates)
    {
        bool[] large = [.. homes.Homes.Select(h => h.People >= OccupancyCrossValidation.Large)];
        yield return new PlotLine("estimate", RocCurve.Of(estimates, large));
        if (figures.BestSingle.Length > 0)
        {
            double[] sign = [.. homes.Column(figures.BestSingle).Select(v => double.IsFinite(v) ? v : double.MinValue)];

            // A sign may tell by falling.
            var isFalling = Ranking.RocAuc(sign, large) < 0.5;
            yield return new PlotLine(figures.BestSingle, RocCurve.Of(isFalling ? [.. sign.Select(v => -v)] : sign, large));
        }

        yield return new PlotLine("guessing", [(0, 0), (1, 1)]);
    }
}
