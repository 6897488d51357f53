using System.CommandLine;
using System.Diagnostics;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Trucks;

/// <summary>
/// <c>cityops bench trucks</c>: from batches of the log to incidents, through the product's own processor, one a partition and core: decoding, cleaning, rules, and after each step the state, written and
/// synced to a file beside the next step. What the warehouse and the log do with what is emitted is not measured here.
/// </summary>
internal sealed class TrucksBenchmark : IBenchmark
{
    private static readonly ContractSchema Positions = ContractReader.Read<TruckPosition>().Keyed;

    private const int TrucksPerPartition = 1_000;
    private const int MessagesPerStep = 50;

    private readonly Option<int> _positions = new("--positions") { Description = "How many: the real day of Shanghai where it is not given.", HelpName = "N", DefaultValueFactory = _ => 2_076_594 };
    private readonly Option<int> _fences = new("--fences") { Description = "How many sites.", HelpName = "N", DefaultValueFactory = _ => 5_000 };
    private readonly Option<int> _seed = new("--seed") { Description = "Of the fleet.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public string Name => "trucks";

    public string Description => "Positions a second from the log's batches to incidents, with 5,000 fences, against decoding alone.";

    public IReadOnlyList<string> Examples { get; } = ["cityops bench trucks --json"];

    public IReadOnlyList<Option> Options => [_positions, _fences, _seed];

    public Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var (positions, fences, partitions) = (arguments.GetValue(_positions), arguments.GetValue(_fences), Environment.ProcessorCount);
        var fleet = new BenchFleet(arguments.GetValue(_seed), TrucksPerPartition, fences);
        var sites = fleet.Sites();
        var lanes = Enumerable.Range(0, partitions).Select(p => new Lane(fleet.Permits(p), fleet.Messages(p, positions / partitions))).ToList();
        progress.Report(0.4);
        var folder = Directory.CreateTempSubdirectory("cityops-bench-trucks-");
        try
        {
            Run(lanes, sites, folder.FullName, share: 0.2);
            progress.Report(0.6);
            var decode = Seconds(lanes, lane => lane.Messages.ForEach(Decode));
            var made = Run(lanes, sites, folder.FullName, share: 1);
            var context = BenchReport.CommonContext();
            (context["positions"], context["partitions"], context["trucks"], context["fences"]) = (positions, partitions, partitions * TrucksPerPartition, fences);
            (context["corners"], context["suspicions"], context["state_bytes"], context["seconds"]) = (fleet.Corners, made.Suspicions, made.StateBytes, made.Seconds);
            context["decode_positions_per_s"] = positions / decode;
            context["cpu_us_a_position"] = made.CpuSeconds * 1e6 / positions;
            return Task.FromResult(new BenchReport(
                Name,
                new Dictionary<string, object>(StringComparer.Ordinal) { ["positions_per_s"] = positions / made.Seconds, ["ratio_to_decode"] = decode / made.Seconds },
                context)
            {
                IsSound = made.Suspicions > 0,
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Made Run(List<Lane> lanes, List<LogRecord> sites, string folder, double share)
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var part = Composition.Scenarios.Catalog().Of<StreamProcessorPart>().Single(p => string.Equals(p.Contract, "truck-positions", StringComparison.Ordinal));
        foreach (var lane in lanes)
        {
            lane.Processor = part.Create(services, default);
            sites.ForEach(site => lane.Processor.RestoreReference("sites", site));
            lane.Permits.ForEach(permit => lane.Processor.RestoreReference("permits", permit));
        }

        var (suspicions, bytes, cpu) = (0L, 0L, Process.GetCurrentProcess().TotalProcessorTime);
        var seconds = Seconds(lanes, lane =>
        {
            var messages = lane.Messages.Take((int)(lane.Messages.Count * share));
            foreach (var step in messages.Chunk(MessagesPerStep))
            {
                var emitted = lane.Processor!.OnBatch(new LogBatch(new TopicPartition("cityops.truck-positions.v1", 0), "bench", step, step[^1].Offset + 1));
                Interlocked.Add(ref suspicions, emitted.Suspicions.Count);
                foreach (var (_, rows) in emitted.Rows)
                {
                    rows.Dispose();
                }

                // Beside the next step, as the product commits; one is under way at a time.
                lane.Written.Wait();
                var state = lane.Processor.SaveState();
                lane.StateBytes = state.Length;
                lane.Written = Task.Run(() => Write(state, Path.Combine(folder, "state-" + lane.GetHashCode())));
            }

            lane.Written.Wait();
        });
        bytes = lanes.Sum(lane => lane.StateBytes);
        return new Made(seconds, suspicions, bytes, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
    }

    private static void Write(ReadOnlyMemory<byte> state, string path)
    {
        using var file = new FileStream(path, FileMode.Create);
        file.Write(state.Span);
        file.Flush(flushToDisk: true);
    }

    private static double Seconds(List<Lane> lanes, Action<Lane> work)
    {
        var clock = Stopwatch.StartNew();
        var threads = lanes.Select(lane => new Thread(() => work(lane))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return clock.Elapsed.TotalSeconds;
    }

    // To rows of the contract, as whoever follows the topic without a processor of ours would get them.
    private static void Decode(LogRecord record)
    {
        using var decoded = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, Positions);
        if (RowBatch.To<TruckPosition>(decoded.Rows).ToList() is [])
        {
            throw new InvalidOperationException("A message of the benchmark held no rows.");
        }
    }

    private sealed record Made(double Seconds, long Suspicions, long StateBytes, double CpuSeconds);

    private sealed class Lane(List<LogRecord> permits, List<LogRecord> messages)
    {
        public List<LogRecord> Permits => permits;

        public List<LogRecord> Messages => messages;

        public IStreamProcessor? Processor { get; set; }

        public long StateBytes { get; set; }

        /// <summary>The last state, on disk.</summary>
        public Task Written { get; set; } = Task.CompletedTask;
    }
}
