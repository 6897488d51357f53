using System.CommandLine;
using CityOps.Host.Composition;
using CityOps.Host.Training;

namespace CityOps.Host.Commands;

/// <summary><c>cityops promote SCENARIO VERSION</c>: a person puts a version to work, or takes the last one back.</summary>
internal static class PromoteCommand
{
    public static Command Create()
    {
        var groupRental = Of(
            PromotedScenario.GroupRental,
            "Score with another version from now on. A version that is worse than the present one, also for one group of dwellings alone, is refused with the figures.",
            """
            cityops promote group-rental --data ./cityops-data                                       list the versions
            cityops promote group-rental 5f1d0c2ab43e9d70 --by "A. Reviewer" --reason "summer visits"
            cityops promote group-rental 5f1d0c2ab43e9d70 --challenger                               score in shadow first
            cityops promote group-rental --rollback --by "A. Reviewer" --reason "too many families since Monday"
            """);
        var muckTruck = Of(
            PromotedScenario.MuckTruck,
            "Score spills and dust with another version from now on. A version of which either score is worse than of the present one is refused with the figures.",
            """
            cityops promote muck-truck --data ./cityops-data                                         list the versions
            cityops promote muck-truck 2af12475b4eb7443 --by "A. Scientist" --reason "learnt from a larger fleet"
            cityops promote muck-truck --rollback --by "A. Scientist" --reason "too many spills that are none"
            """);
        return new ExampledCommand("promote", "Put a model version to work.", groupRental.Examples[0] + "\n" + groupRental.Examples[1]) { groupRental, muckTruck };
    }

    private static ExampledCommand Of(PromotedScenario scenario, string description, string examples)
    {
        var version = new Argument<string?>("VERSION") { Description = "As the registry names it; without it, --rollback or a list of what there is.", Arity = ArgumentArity.ZeroOrOne };
        var data = SharedOptions.Data();
        var by = new Option<string>("--by") { Description = "Who decides.", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName };
        var reason = new Option<string>("--reason") { Description = "Why, in a sentence; it is kept.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var rollback = new Option<bool>("--rollback") { Description = "Put the version before the present one back to work." };
        var challenger = new Option<bool>("--challenger") { Description = "Let the version score in shadow beside the champion instead; its scores lead to nothing." };
        var despiteGate = new Option<bool>("--despite-gate") { Description = "Use a version that the gate finds worse: the first person's wish waits a week for a second person's." };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(scenario.Name, description, examples) { version, data, by, reason, rollback, despiteGate, json };
        if (scenario.Shadows)
        {
            command.Add(challenger);
        }

        command.SetAction((parsed, cancellationToken) => PromotionRun.RunAsync(
            scenario,
            DataFolder.OpenExisting(parsed.GetValue(data)!),
            new PromotionRequest(
                parsed.GetValue(version), parsed.GetValue(by)!, parsed.GetValue(reason)!, parsed.GetValue(rollback), scenario.Shadows && parsed.GetValue(challenger), parsed.GetValue(despiteGate), parsed.GetValue(json)),
            TimeProvider.System,
            Console.Out,
            cancellationToken));
        return command;
    }
}
