using System.CommandLine;
using System.Globalization;
using CityOps.Host.Simulation;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Commands;

/// <summary><c>cityops simulate households|trucks</c>: a seeded district as files, and its hidden truth apart.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "simulate",
            "Write a simulated district as files, ready for replay; what really happened goes to truth.csv, which only evaluate opens.",
            """
            cityops simulate households --subjects 500 --days 60 --seed 7 --out ./district
            cityops simulate households --district hard --subjects 50000 --days 28 --out ./hard
            cityops simulate households --like homes.csv --out ./families        homes of the same sizes as known ones
            """);
        foreach (var part in Composition.Scenarios.Catalog().Of<SimulatorPart>())
        {
            command.Add(CreateOne(part));
        }

        return command;
    }

    // The months of the homes that are usually imitated.
    private const string LikeFrom = "2016-03-01";
    private const int LikeDays = 445;

    // What clocks and instants of files hold without surprise.
    private static readonly DateTimeOffset FirstDay = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastDay = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static ExampledCommand CreateOne(SimulatorPart part)
    {
        var subjects = new Option<int>("--subjects") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 200 };
        CountOptions.RequireOne(subjects);
        var days = new Option<int>("--days") { Description = "How many days.", HelpName = "N", DefaultValueFactory = _ => 30 };
        CountOptions.RequireOne(days);
        var from = new Option<string>("--from") { Description = "The first day, by UTC.", HelpName = "YYYY-MM-DD", DefaultValueFactory = _ => "2026-03-01" };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same files.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var output = new Option<DirectoryInfo>("--out") { Description = "The folder to write to.", HelpName = "DIR", Required = true };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            part.Name,
            $"Simulate {part.Name} (scenario {part.Scenario}).",
            $"""
            cityops simulate {part.Name} --out ./district
            cityops simulate {part.Name} --subjects 1000 --days 60 --from 2026-01-01 --seed 7 --out ./district
            """)
        {
            subjects, days, from, seed, output, json,
        };
        var own = part.Options.Select(OptionOf).ToList();
        own.ForEach(command.Add);
        command.SetAction((parsed, cancellationToken) =>
        {
            var given = own.Where(o => parsed.GetValue(o) is not null).ToDictionary(o => o.Name[2..], o => parsed.GetValue(o)!, StringComparer.Ordinal);
            var isLike = given.ContainsKey("like");
            if (isLike && IsGiven(parsed, subjects))
            {
                throw new CommandException($"--subjects {parsed.GetValue(subjects)} says nothing with --like: each home of its file is imitated once. Leave one of the two out.");
            }

            if (part.Problem(given) is { } problem)
            {
                throw new CommandException(problem);
            }

            var start = DayOf(isLike && !IsGiven(parsed, from) ? LikeFrom : parsed.GetValue(from)!);
            var length = isLike && !IsGiven(parsed, days) ? LikeDays : parsed.GetValue(days);
            var request = new SimulationRequest(parsed.GetValue(seed), parsed.GetValue(subjects), start, EndOf(start, length)) { Chunk = TimeSpan.FromDays(1), Options = given };
            return SimulationFiles.WriteAsync(part.Create(), request, parsed.GetValue(output)!, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static Option<string?> OptionOf(SimulatorOption option)
    {
        var made = new Option<string?>("--" + option.Name) { Description = option.Description, HelpName = option.Value };
        if (option.Allowed.Count > 0)
        {
            made.AcceptOnlyFromAmong([.. option.Allowed]);
        }

        return made;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <exception cref="CommandException">It is no day, or one too far away to be simulated.</exception>
    internal static DateTimeOffset DayOf(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) && day >= FirstDay && day < LastDay
            ? day
            : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"--from is '{text}'; a day such as 2026-03-01 is needed, from {FirstDay:yyyy-MM-dd} on and before {LastDay:yyyy-MM-dd}."));

    private static DateTimeOffset EndOf(DateTimeOffset start, int days) => days <= (LastDay - start).TotalDays
        ? start.AddDays(days)
        : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"--days is {days}; from {start:yyyy-MM-dd} on at most {(LastDay - start).TotalDays} can be simulated, to {LastDay:yyyy-MM-dd}."));
}
