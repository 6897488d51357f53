using System.CommandLine;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Host.Commands;
using CityOps.Pipelines.Landing;

namespace CityOps.Host.Bench.Landing;

/// <summary>
/// <c>cityops bench landing</c>: log to <c>readings</c> by the product's landing, against libchdb taking the same batches in the same
/// process. Landing and bare insert take turns, and the median round counts.
/// </summary>
internal sealed class LandingBenchmark : IBenchmark
{
    private const int KafkaMessageBytes = 60 * 1024;

    private readonly Option<string> _format = new("--format") { Description = "What the messages hold: arrow or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "arrow" };
    private readonly Option<long> _rows = Number("--rows", "Readings to land.", 10_000_000L);
    private readonly Option<string> _log = new("--log") { Description = "embedded, or kafka with --bootstrap.", HelpName = "LOG", DefaultValueFactory = _ => "embedded" };
    private readonly Option<string?> _bootstrap = new("--bootstrap") { Description = "A Kafka broker that nothing else uses; the run's topic stays there.", HelpName = "HOST:PORT" };
    private readonly Option<string?> _contract = new("--contract") { Description = "Name of the run's contract: its topics are cityops.NAME.v1 and cityops.NAME-warm-up.v1, empty or not there yet. Default: a new one.", HelpName = "NAME" };
    private readonly Option<int> _connections = Number("--connections", "Partitions of the topic: batches that go in at a time.", 4);
    private readonly Option<int> _batchRows = Number("--batch-rows", "Rows at which a batch closes.", new LandingOptions().MaxBatchRows);
    private readonly Option<int> _rounds = Number("--rounds", "How often landing and the bare insert take turns.", 3);
    private readonly Option<int> _restS = Number("--rest-s", "Seconds to wait at most after a warm-up, until what it left to do is done.", 15);
    private readonly Option<ulong> _seed = new("--seed") { Description = "Of the readings.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public LandingBenchmark()
    {
        _format.AcceptOnlyFromAmong("arrow", "json");
        _log.AcceptOnlyFromAmong("embedded", "kafka");
        _batchRows.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var rows) && rows > LandingOptions.MostBatchRows)
            {
                result.AddError($"--batch-rows is at most {LandingOptions.MostBatchRows}.");
            }
        });
    }

    public string Name => "landing";

    public string Description => "Rows a second from the log to the readings table, against libchdb's own insert of the same batches.";

    public IReadOnlyList<string> Examples =>
    [
        "cityops bench landing --json                                        10 million readings in Arrow messages",
        "cityops bench landing --format json --rows 2000000                  JSON lines, against JSONEachRow",
        "cityops bench landing --log kafka --bootstrap localhost:9092        60 KB messages through a broker",
    ];

    public IReadOnlyList<Option> Options => [_format, _rows, _log, _bootstrap, _contract, _connections, _batchRows, _rounds, _restS, _seed];

    public async Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cityops-bench-landing-").FullName;
        try
        {
            var plan = PlanOf(arguments, folder);
            if (plan.Bootstrap is { } bootstrap)
            {
                BrokerCheck.Require(bootstrap);
            }

            var run = new LandingRun(plan, arguments.GetValue(_rounds), progress);
            return await run.RunAsync(cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private LandingPlan PlanOf(ParseResult arguments, string folder)
    {
        var isKafka = string.Equals(arguments.GetValue(_log), "kafka", StringComparison.Ordinal);
        var bootstrap = arguments.GetValue(_bootstrap);
        if (isKafka != !string.IsNullOrEmpty(bootstrap))
        {
            throw new CommandException(isKafka ? "--log kafka needs --bootstrap HOST:PORT." : "--bootstrap names a Kafka broker: say --log kafka with it.");
        }

        if (arguments.GetValue(_contract) is { } name && !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-'))
        {
            throw new CommandException($"--contract is '{name}'; lower-case letters, digits and hyphens are needed.");
        }

        return new LandingPlan(
            folder,
            arguments.GetValue(_contract) ?? $"bench-readings-{Guid.NewGuid():N}",
            string.Equals(arguments.GetValue(_format), "json", StringComparison.Ordinal) ? WireFormat.JsonLines : WireFormat.Arrow,
            arguments.GetValue(_rows),
            arguments.GetValue(_connections),
            arguments.GetValue(_batchRows),
            arguments.GetValue(_seed),
            isKafka ? bootstrap : null,
            isKafka ? KafkaMessageBytes : BatchSplitter.DefaultMessageBytes)
        {
            LongestRestS = arguments.GetValue(_restS),
        };
    }

    private static Option<T> Number<T>(string name, string description, T value) => new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
}
