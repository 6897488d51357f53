using System.CommandLine;
using CityOps.Host.Bench;
using CityOps.Host.Evaluation;
using CityOps.Host.Evaluation.GroupRental;
using CityOps.Host.Evaluation.MuckTruck;
using CityOps.Host.Evaluation.Occupancy;

namespace CityOps.Host.Commands;

/// <summary><c>cityops evaluate NAME</c>: how good a model is, on data that it did not see.</summary>
internal static class EvaluateCommand
{
    private static readonly IReadOnlyList<IEvaluation> Evaluations = [new GroupRentalEvaluation(), new OccupancyEvaluation(), new RealismEvaluation(), new SimulatorEvaluation(), new MuckTruckEvaluation()];

    public static Command Create()
    {
        var command = new ExampledCommand(
            "evaluate",
            "Say how good a model is, on data that it did not see, and beside plain baselines.",
            string.Join('\n', Evaluations.Select(evaluation => evaluation.Examples[0])));
        foreach (var evaluation in Evaluations)
        {
            command.Add(CreateOne(evaluation));
        }

        return command;
    }

    private static ExampledCommand CreateOne(IEvaluation evaluation)
    {
        var json = SharedOptions.Json();
        var page = new Option<FileInfo?>("--report") { Description = "Also write a page with plots.", HelpName = "FILE.html" };
        var command = new ExampledCommand(evaluation.Name, evaluation.Description, string.Join('\n', evaluation.Examples)) { json, page };
        foreach (var option in evaluation.Options)
        {
            CountOptions.RequireOne(option);
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var quiet = parsed.GetValue(json);
            EvaluationReport? report = null;
            await ProgressBar.ShowAsync(quiet, evaluation.Name, async show => report = await evaluation.RunAsync(parsed, new BenchProgress(show), cancellationToken));
            if (parsed.GetValue(page) is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, report!.Page, cancellationToken);
            }

            BenchOutput.Write(report!.Results, quiet, Console.Out);
            return report.Results.IsSound ? 0 : 1;
        });
        return command;
    }
}
