using System.CommandLine;

namespace CityOps.Host.Bench.Latency;

/// <summary>
/// <c>cityops bench latency</c>: from the socket write of the position that makes an incident knowable to the push of its case to a subscriber, through the whole
/// host: gateway, synced log, truck processor, suspicion, casework, server-sent event. The fleet that drives meanwhile runs in the same process.
/// </summary>
internal sealed class LatencyBenchmark : IBenchmark
{
    private readonly Option<int> _rate = new("--rate") { Description = "Positions a second from the fleet.", HelpName = "N", DefaultValueFactory = _ => 10_000 };
    private readonly Option<int> _trucks = new("--trucks") { Description = "Connections that they come over.", HelpName = "N", DefaultValueFactory = _ => 1_000 };
    private readonly Option<int> _rehearsals = new("--rehearsals") { Description = "Incidents that are not counted, before the measured ones.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<int> _probes = new("--probes") { Description = "Incidents to measure.", HelpName = "N", DefaultValueFactory = _ => 200 };
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long to measure.", HelpName = "S", DefaultValueFactory = _ => 60 };
    private readonly Option<int> _warmup = new("--warmup") { Description = "Seconds of load before that.", HelpName = "S", DefaultValueFactory = _ => 15 };

    public string Name => "latency";

    public string Description => "Milliseconds from a terminal's position to the pushed case, under load.";

    public IReadOnlyList<string> Examples => ["cityops bench latency --rate 10000 --json", "cityops bench latency --rate 1000 --seconds 20"];

    public IReadOnlyList<Option> Options => [_rate, _trucks, _rehearsals, _probes, _seconds, _warmup];

    public async Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cityops-latency-");
        try
        {
            var plan = new LatencyPlan(
                folder.FullName, arguments.GetValue(_rate), arguments.GetValue(_trucks), arguments.GetValue(_rehearsals), arguments.GetValue(_probes),
                TimeSpan.FromSeconds(arguments.GetValue(_warmup)), TimeSpan.FromSeconds(arguments.GetValue(_seconds)));
            return await new LatencyRun(plan, progress).RunAsync(cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
