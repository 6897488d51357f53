using System.CommandLine;
using CityOps.Host.Composition;
using CityOps.Host.Composition.Settings;

namespace CityOps.Host.Commands;

/// <summary>All commands of <c>cityops</c>. A command's own file says what it does; this one only lists them.</summary>
public static class CommandTree
{
    public static RootCommand Build() => new(
        """
        CityOps runs a city district's watch over group rentals (群租) and muck trucks (渣土车).

        Examples:
          cityops up --data ./cityops-data --demo        run everything here, with a small simulated district
          cityops replay readings.csv.gz --as meter-readings --data ./cityops-data --wait
          cityops status --watch                         how far each consumer has come, and what is wrong
          cityops token --data ./cityops-data --role analyst
          cityops doctor                                 say what is missing, and how to get it

        Exit codes: 0 when a command did what it says, 1 when it failed, 2 when something in the call or the settings has to change, 3 when replay
        sent a file of which every row was refused. Status, drift, verify and the like exit with 1 when what they look at is not in order.
        """)
    {
        UpCommand.Create(),
        ReplayCommand.Create(),
        SimulateCommand.Create(),
        TrainCommand.Create(),
        PromoteCommand.Create(),
        EvaluateCommand.Create(),
        DriftCommand.Create(),
        ExportCommand.Create(),
        BenchCommand.Create(),
        TokenCommand.Create(),
        MigrateCommand.Create(),
        AuditCommand.Create(),
        EvidenceCommand.Create(),
        VaultCommand.Create(),
        PrivacyCommand.Create(),
        ContractsCommand.Create(),
        StopsCommand.Create(),
        TraceCommand.Create(),
        Jt808Command.Create(),
        StatusCommand.Create(),
        CheckpointsCommand.Create(),
        DeadLettersCommand.Create(),
        DoctorCommand.Create(),
        RoleCommand.Create("ingest", HostRoles.Ingest, "The ingest gateway alone: takes events over HTTP and appends them to the log."),
        RoleCommand.Create("pipelines", HostRoles.Pipelines, "The pipelines alone: land the log in the warehouse, follow trucks, score dwellings."),
        RoleCommand.Create("api", HostRoles.Api, "Casework, the REST API and the web pages alone."),
    };

    /// <returns>0 when the command did what it says, 1 when it failed, 2 when the caller has to change something, 3 where replay had every row refused.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,

            // The commands that run servers stop them in order, however long the last batch takes.
            ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            var root = Build();
            HelpWithExamples.AddTo(root);
            var parsed = root.Parse(args);
            return CallErrors.In(parsed) is { Count: > 0 } errors ? await SayAsync(errors, parsed) : await parsed.InvokeAsync(configuration);
        }
        catch (CommandException failure)
        {
            return await SayAsync(failure);
        }
        catch (Exception wrong) when (SettingsProblems.In(wrong) is { Count: > 0 } problems)
        {
            return await SayAsync(SettingsProblems.Of(problems));
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("cityops: stopped before it was done.");
            return 1;
        }
        catch (Exception unexpected)
        {
            await Console.Error.WriteLineAsync(UnexpectedFailure.Describe(unexpected));
            return 1;
        }
    }

    private static async Task<int> SayAsync(IReadOnlyList<string> errors, ParseResult parsed)
    {
        foreach (var error in errors)
        {
            await Console.Error.WriteLineAsync("cityops: " + error);
        }

        if (CallErrors.NamesNoCommand(parsed))
        {
            HelpWithExamples.Show(parsed);
            return 2;
        }

        await Console.Error.WriteLineAsync($"{CallErrors.WordsOf(parsed.CommandResult)} --help shows how it is called.");
        return 2;
    }

    private static async Task<int> SayAsync(CommandException failure)
    {
        await Console.Error.WriteLineAsync("cityops: " + failure.Message);
        return failure.ExitCode;
    }
}
