using System.CommandLine;
using CityOps.Contracts.Codecs;

namespace CityOps.Host.Bench.Gateway;

/// <summary>
/// <c>cityops bench gateway</c>: rows a second from the first byte of an upload to durable messages, through the host's own web server on loopback:
/// token checked, decoded, validated, keys from the vault, split by partition, appended to the synced log. Nothing lands meanwhile.
/// </summary>
internal sealed class GatewayBenchmark : IBenchmark
{
    private const string Both = "both";

    private readonly Option<string> _format = new("--format") { Description = "What is sent: csv, arrow or both, one after the other.", DefaultValueFactory = _ => Both };
    private readonly Option<long> _rows = new("--rows") { Description = "Rows to send in each format.", HelpName = "N", DefaultValueFactory = _ => 10_000_000 };
    private readonly Option<int> _homes = new("--homes") { Description = "Homes of three meters each; an upload is one hour of all of them.", HelpName = "N", DefaultValueFactory = _ => 20_000 };
    private readonly Option<int> _senders = new("--senders") { Description = "Uploads at a time.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Everything random follows from it.", HelpName = "N", DefaultValueFactory = _ => 1UL };

    public GatewayBenchmark() => _format.AcceptOnlyFromAmong("csv", "arrow", Both);

    public string Name => "gateway";

    public string Description => "Rows a second through POST /ingest, from bytes to durable messages, CSV and Arrow.";

    public IReadOnlyList<string> Examples => ["cityops bench gateway --json", "cityops bench gateway --format csv --rows 2000000"];

    public IReadOnlyList<Option> Options => [_format, _rows, _homes, _senders, _seed];

    public async Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cityops-gateway-");
        try
        {
            WireFormat[] formats = arguments.GetValue(_format) switch
            {
                "csv" => [WireFormat.Csv],
                "arrow" => [WireFormat.Arrow],
                _ => [WireFormat.Csv, WireFormat.Arrow],
            };
            var plan = new GatewayPlan(
                folder.FullName, formats, arguments.GetValue(_rows), arguments.GetValue(_homes), arguments.GetValue(_senders), arguments.GetValue(_seed));
            return await new GatewayRun(plan, progress).RunAsync(cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
