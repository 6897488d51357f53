using System.CommandLine;
using CityOps.Host.Bench;
using CityOps.Host.Bench.Casework;
using CityOps.Host.Bench.Crash;
using CityOps.Host.Bench.Crash.Kafka;
using CityOps.Host.Bench.Gateway;
using CityOps.Host.Bench.Landing;
using CityOps.Host.Bench.Latency;
using CityOps.Host.Bench.Scoring;
using CityOps.Host.Bench.Storage;
using CityOps.Host.Bench.Trace;
using CityOps.Host.Bench.Trucks;

namespace CityOps.Host.Commands;

/// <summary><c>cityops bench NAME</c>: the figures of docs/benchmarks.md, taken on this machine.</summary>
internal static class BenchCommand
{
    private static readonly IReadOnlyList<IBenchmark> Benchmarks = [new CaseworkBenchmark(), new CrashBenchmark(), new GatewayBenchmark(), new LandingBenchmark(), new LatencyBenchmark(), new StorageBenchmark(), new ScoringBenchmark(), new TraceBenchmark(), new TrucksBenchmark()];

    public static Command Create()
    {
        var command = new ExampledCommand(
            "bench",
            "Measure this machine: each benchmark prints its figures and what they are compared with in the same run.",
            string.Join('\n', Benchmarks.Select(benchmark => benchmark.Examples[0])));
        foreach (var benchmark in Benchmarks)
        {
            command.Add(CreateOne(benchmark));
        }

        command.Add(CreateStage());
        command.Add(MockKafkaCommand.Create());
        return command;
    }

    // What a child process of a benchmark runs.
    private static Command CreateStage()
    {
        var command = new Command(LandingChild.Command, "A stage of bench landing; its task comes on standard input.") { Hidden = true };
        command.SetAction((_, cancellationToken) => LandingChild.ServeAsync(cancellationToken));
        return command;
    }

    private static ExampledCommand CreateOne(IBenchmark benchmark)
    {
        var json = SharedOptions.Json();
        var command = new ExampledCommand(benchmark.Name, benchmark.Description, string.Join('\n', benchmark.Examples)) { json };
        foreach (var option in benchmark.Options)
        {
            CountOptions.RequireOne(option);
            command.Add(option);
        }

        foreach (var part in benchmark.Parts)
        {
            command.Add(part);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var quiet = parsed.GetValue(json);
            BenchReport? report = null;
            await ProgressBar.ShowAsync(quiet, benchmark.Name, async show => report = await benchmark.RunAsync(parsed, new BenchProgress(show), cancellationToken));
            BenchOutput.Write(report!, quiet, Console.Out);
            return report!.IsSound ? 0 : 1;
        });
        return command;
    }
}
