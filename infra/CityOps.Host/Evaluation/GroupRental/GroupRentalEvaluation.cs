using System.CommandLine;
using System.Globalization;
using CityOps.Host.Bench;
using CityOps.Host.Commands;
using CityOps.Host.Training;
using CityOps.Ingest.Simulation.Households;
using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental;
using CityOps.Models.GroupRental.Evaluation;

namespace CityOps.Host.Evaluation.GroupRental;

/// <summary><c>cityops evaluate group-rental --simulated</c>: the whole way from readings to a short list, in a district whose truth is known.</summary>
internal sealed class GroupRentalEvaluation : IEvaluation
{
    private static readonly string[] Towns = [.. Enumerable.Range(0, District.TownCount).Select(town => District.Town(town).Name)];

    /// <summary>Of these some fall to each part.</summary>
    private const double FewestRentals = 20;

    private readonly Option<bool> _simulated = new("--simulated") { Description = "Use a simulated district: all figures are simulated.", Required = true };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Of the simulated district.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _dwellings = new("--dwellings") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 50_000 };
    private readonly Option<string> _district = new("--district") { Description = "plain, or hard: wrong links, master meters, mixed cycles, missing gas, further look-alikes.", HelpName = "KIND", DefaultValueFactory = _ => "plain" };
    private readonly Option<string[]> _without = new("--without") { Description = "A hardship to leave out of the hard district, to see what it costs; may be repeated.", HelpName = "HARDSHIP" };
    private readonly Option<double> _rentals = new("--group-rentals") { Description = "Their share of the dwellings, above 0 and below 1.", HelpName = "SHARE", DefaultValueFactory = _ => 0.01 };
    private readonly Option<int> _visits = new("--visits") { Description = "The budget: visits of each town in a week.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<FileInfo> _visitsOfTowns = new("--visits-of-towns") { Description = "CSV or Excel with the columns town and visits_per_week, as the visit budgets of the admin page; --visits holds for the other towns. Only towns that are judged, and not learnt from, spend theirs.", HelpName = "FILE" };
    private readonly Option<bool> _signals = new("--signals") { Description = "Simulate complaints, parcels and filings too." };

    public GroupRentalEvaluation()
    {
        _rentals.Require(share => share is > 0 and < 1, "a share above 0 and below 1");
        _district.AcceptOnlyFromAmong("plain", "hard");
        _without.AcceptOnlyFromAmong([.. HouseholdOptions.Words]);
    }

    public string Name => "group-rental";

    public string Description => "Train on some towns of a simulated district and judge on others, later, beside plain baselines and beside knowing who is in.";

    public IReadOnlyList<string> Examples { get; } =
    [
        "cityops evaluate group-rental --simulated --seed 1 --report group-rental.html",
        "cityops evaluate group-rental --simulated --seed 1 --visits-of-towns budgets.csv      each town with the visits it can make",
        "cityops evaluate group-rental --simulated --district hard --seed 1      what wrong links, master meters and long cycles cost",
        "cityops evaluate group-rental --simulated --district hard --without mixed_cycles --seed 1      what one of them costs",
    ];

    public bool HasPlots => true;

    public IReadOnlyList<Option> Options => [_simulated, _seed, _dwellings, _district, _without, _rentals, _visits, _visitsOfTowns, _signals];

    public async Task<EvaluationReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var isHard = string.Equals(arguments.GetValue(_district), "hard", StringComparison.Ordinal);
        if (!isHard && arguments.GetValue(_without) is { Length: > 0 })
        {
            throw new CommandException("--without leaves a hardship out of the hard district: say --district hard with it.");
        }

        var budget = await BudgetAsync(arguments, cancellationToken);
        var plan = new DistrictPlan(arguments.GetValue(_seed), arguments.GetValue(_dwellings), arguments.GetValue(_rentals), isHard ? 62 : 0, SimulatorOptions(arguments, isHard));
        if (plan.Dwellings * plan.RentalShare < 1)
        {
            throw NothingToJudge(plan, "less than one dwelling is a group rental");
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        JudgedDistrict rows;
        await using (var scratch = await ScratchWarehouse.StartAsync(cancellationToken))
        {
            rows = await new SimulatedDistrictRows(scratch.Warehouse, zone, plan).ReadAsync(done => progress.Report(0.8 * done), cancellationToken);
        }

        if (rows.Lack() is { } lack)
        {
            throw NothingToJudge(plan, lack);
        }

        var options = new TrainingOptions(Seed: 1);
        var figures = DistrictEvaluation.Run(rows, budget, options, plan.Seed, done => progress.Report(0.8 + (0.2 * done)));
        var context = BenchReport.CommonContext();
        context["origin"] = "simulated";
        context["district"] = arguments.GetValue(_district)!;
        context["without"] = string.Join(',', arguments.GetValue(_without) ?? []);
        context["seed"] = plan.Seed;
        context["dwellings"] = plan.Dwellings;
        context["group_rental_share"] = plan.RentalShare;
        context["visits_per_town_and_week"] = budget.OtherTowns;
        context["visits_of_towns"] = string.Join(", ", budget.VisitsPerWeekByTown.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value}")));
        context["tested_towns"] = string.Join(", ", figures.Tested.Towns);
        context["learnt_from"] = figures.Tested.LearntFrom;
        context["tested"] = figures.Tested.Dwellings;
        context["tested_rentals"] = figures.Tested.Rentals;
        context["best_single"] = figures.BestSingle.Name;
        context["best_single_at_budget"] = figures.BestSingleAtBudget.Name;
        return new EvaluationReport(new BenchReport(Name, GroupRentalFigures.Of(figures), context), GroupRentalPage.Of(figures, arguments.GetValue(_district)!, plan.Seed));
    }

    // Towns, windows and what cannot be scored leave about a tenth of a district's group rentals to the smallest part.
    private static CommandException NothingToJudge(DistrictPlan plan, string why) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"nothing can be judged with --dwellings {plan.Dwellings} and --group-rentals {plan.RentalShare}: {why}. With that share give some {Math.Ceiling(FewestRentals / plan.RentalShare):N0} dwellings or more."));

    private async Task<VisitBudget> BudgetAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var each = VisitBudget.OfEach(arguments.GetValue(_visits));
        return arguments.GetValue(_visitsOfTowns) is { } file ? each with { VisitsPerWeekByTown = await VisitBudgetFile.ReadAsync(file, Towns, cancellationToken) } : each;
    }

    private Dictionary<string, string> SimulatorOptions(ParseResult arguments, bool isHard)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        if (isHard)
        {
            options["district"] = "hard";
            options["without"] = string.Join(',', arguments.GetValue(_without) ?? []);
        }

        if (arguments.GetValue(_signals))
        {
            options["signals"] = "true";
        }

        return options;
    }
}
