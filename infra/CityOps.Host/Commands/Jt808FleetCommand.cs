using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using CityOps.Host.Composition;
using CityOps.Host.Fleet;
using CityOps.Ingest.Jt808.Fleet;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Commands;

/// <summary><c>cityops jt808 fleet</c>: plays simulated trucks over real sockets against a gateway.</summary>
internal static class Jt808FleetCommand
{
    private const int PositionsPerTruck = 100;

    /// <summary>One machine has hardly more ports towards one other.</summary>
    private const int MostTrucks = 50_000;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create()
    {
        var trucks = new Option<int>("--trucks") { Description = "How many, each a connection.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var to = new Option<string?>("--to") { Description = "The gateway; without it, the one that runs on --data.", HelpName = "HOST:PORT" };
        var rate = new Option<int>("--rate") { Description = "Positions a second over the fleet; without it, one a truck.", HelpName = "N" };
        var positions = new Option<int>("--positions") { Description = "How many to send; without it, 100 a truck.", HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "The same seed is the same fleet, as in cityops simulate trucks.", HelpName = "N", DefaultValueFactory = _ => 1UL };
        var from = new Option<string?>("--from") { Description = "The simulated day on which the fleet starts, by UTC; without it, yesterday at this time.", HelpName = "YYYY-MM-DD" };
        var data = SharedOptions.Data();
        var register = new Option<bool>("--register") { Description = "First send the fleet's trucks, sites and permits to the installation on --data, so that its terminals are known there." };
        var json = SharedOptions.Json();
        trucks.Require(count => count is >= 1 and <= MostTrucks, $"a whole number from 1 to {MostTrucks}: each is a connection");
        CountOptions.RequireOne(rate);
        CountOptions.RequireOne(positions);
        var command = new ExampledCommand(
            "fleet",
            "Play simulated trucks over real sockets: register, authenticate, send positions, and say how many were answered and how quickly.",
            """
            cityops jt808 fleet --register --data ./cityops-data
            cityops jt808 fleet --trucks 1000 --to gateway:7611 --rate 2000 --json
            """)
        {
            trucks, to, rate, positions, seed, from, data, register, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(register) || parsed.GetValue(to) is null ? DataFolder.OpenExisting(parsed.GetValue(data)!) : null;
            var (host, port) = AddressOf(parsed.GetValue(to) ?? folder!.ReadEndpoints().Jt808 ?? throw new CommandException($"no gateway for terminals runs on '{folder.Path}'. Name one with --to HOST:PORT."));
            var count = parsed.GetValue(trucks);
            var plan = new FleetPlan(
                host, port, count,
                parsed.GetValue(rate) is > 0 and var perSecond ? perSecond : count,
                parsed.GetValue(positions) is > 0 and var many ? many : (long)count * PositionsPerTruck,
                parsed.GetValue(seed),
                StartOf(parsed.GetValue(from)));
            return await RunAsync(plan, parsed.GetValue(register) ? folder : null, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(FleetPlan plan, DataFolder? register, bool json, CancellationToken cancellationToken)
    {
        var simulator = Composition.Scenarios.Catalog().Of<SimulatorPart>().Single(part => part.Name is "trucks").Create();
        if (register is not null)
        {
            await FleetRegister.SendAsync(register, simulator, plan, cancellationToken);
        }

        FleetSummary? summary = null;
        try
        {
            await ProgressBar.ShowAsync(json, "fleet", async show => summary = await new FleetRun(plan, simulator, TimeProvider.System).RunAsync(show, cancellationToken));
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            throw new CommandException($"the gateway at {plan.Host}:{plan.Port} cannot be used: {error.Message.TrimEnd('.')}.", exitCode: 1);
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(summary, Json));
        }
        else
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{summary!.Terminals} terminals sent {summary.Sent:N0} positions in {summary.Seconds:0.0} s ({summary.PositionsPerS:N0}/s): {summary.Answered:N0} answered ({summary.Refused:N0} refused), {summary.Unanswered:N0} not, {summary.Lost:N0} not sent. Answers: half within {summary.P50Ms:0.0} ms, 99 % within {summary.P99Ms:0.0} ms, all within {summary.MaxMs:0.0} ms."));
        }

        return summary!.Unanswered == 0 && summary.Refused == 0 && summary.Lost == 0 ? 0 : 1;
    }

    private static (string Host, int Port) AddressOf(string text) =>
        text.LastIndexOf(':') is > 0 and var at && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535
            ? (text[..at].Trim('[', ']'), port)
            : throw new CommandException($"--to is '{text}'; HOST:PORT is needed, such as localhost:7611.");

    private static DateTimeOffset StartOf(string? day) =>
        day is null ? TimeProvider.System.GetUtcNow().AddDays(-1)
        : DateTimeOffset.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from) ? from
        : throw new CommandException($"--from is '{day}'; a day such as 2026-03-01 is needed.");
}
