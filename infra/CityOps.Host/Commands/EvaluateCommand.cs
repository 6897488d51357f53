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
        var page = new Option<FileInfo?>("--report") { Description = evaluation.HasPlots ? "Also write a page with plots." : "Also write the figures as a page.", HelpName = "FILE.html" };
        var command = new ExampledCommand(evaluation.Name, evaluation.Description, string.Join('\n', evaluation.Examples)) { json, page };
        foreach (var option in evaluation.Options)
        {
            CountOptions.RequireOne(option);
            command.Add(option);
        }

        RequiredFlags.Enforce(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (quiet, file) = (parsed.GetValue(json), parsed.GetValue(page));
            if (file is not null)
            {
                OutputFile.Require(file, page.Name);
            }

            EvaluationReport? report = null;
            await ProgressBar.ShowAsync(quiet, evaluation.Name, async show => report = await evaluation.RunAsync(parsed, new BenchProgress(show), cancellationToken));

            // The figures took minutes: they are out before anything can go wrong with the page.
            BenchOutput.Write(report!.Results, quiet, Console.Out);
            if (file is not null)
            {
                await WritePageAsync(file, report.Page, cancellationToken);
            }

            return report.Results.IsSound ? 0 : 1;
        });
        return command;
    }

    private static async Task WritePageAsync(FileInfo file, string page, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file.FullName, page, cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--report: {file.FullName} cannot be written: {refused.Message}", exitCode: 1);
        }
    }
}
