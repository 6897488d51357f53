using System.CommandLine;
using CityOps.Host.Composition;
using CityOps.Host.Training;

namespace CityOps.Host.Commands;

/// <summary><c>cityops train group-rental</c> and <c>train muck-truck</c>: trains a new version, and puts it to work only when told to.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var coldStart = new Option<bool>("--cold-start") { Description = "Train on simulated districts instead of on the outcomes of visits." };
        var dwellings = new Option<int>("--dwellings") { Description = "Cold start: simulated dwellings of each of four seasons.", HelpName = "N", DefaultValueFactory = _ => 2_500 };
        dwellings.Require(count => count >= 100, "at least 100");
        var promote = new Option<bool>("--promote") { Description = "Score with the new version from now on." };
        var json = SharedOptions.Json();
        var groupRental = new ExampledCommand(
            "group-rental",
            "Train the estimator of occupants and the probability of a group rental; the figures it prints are of dwellings it did not train on.",
            """
            cityops train group-rental --data ./cityops-data                 from visits (at least 30 confirmed and 30 unfounded)
            cityops train group-rental --cold-start --promote                from simulated districts, before any visit
            """)
        {
            data, coldStart, dwellings, promote, json,
        };
        groupRental.SetAction((parsed, cancellationToken) => GroupRentalTrainingRun.RunAsync(
            DataFolder.Open(parsed.GetValue(data)!),
            new TrainingRequest(parsed.GetValue(coldStart), parsed.GetValue(dwellings), parsed.GetValue(promote), parsed.GetValue(json)),
            cancellationToken));
        return new ExampledCommand("train", "Train a scenario's model.", "cityops train group-rental --cold-start --promote") { groupRental, MuckTruck() };
    }

    private static ExampledCommand MuckTruck()
    {
        var data = SharedOptions.Data();
        var seed = new Option<ulong>("--seed") { Description = "Of the simulated fleet.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var trucks = new Option<int>("--trucks") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 150 };
        var days = new Option<int>("--days") { Description = "For how long.", HelpName = "N", DefaultValueFactory = _ => 3 };
        CountOptions.RequireOne(trucks);
        CountOptions.RequireOne(days);
        var promote = new Option<bool>("--promote") { Description = "Score with the new version from now on, unless the gate finds it worse than the one at work." };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "muck-truck",
            "Train the scores of spillage and dust on a simulated fleet; the figures it prints are of another fleet.",
            "cityops train muck-truck --data ./cityops-data --promote")
        {
            data, seed, trucks, days, promote, json,
        };
        command.SetAction((parsed, cancellationToken) => MuckTruckTrainingRun.RunAsync(
            DataFolder.Open(parsed.GetValue(data)!),
            new MuckTruckTrainingRequest(parsed.GetValue(seed), parsed.GetValue(trucks), parsed.GetValue(days), parsed.GetValue(promote), parsed.GetValue(json)),
            TimeProvider.System,
            cancellationToken));
        return command;
    }
}
