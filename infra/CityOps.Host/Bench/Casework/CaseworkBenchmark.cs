using System.CommandLine;

namespace CityOps.Host.Bench.Casework;

/// <summary>
/// <c>cityops bench casework</c>: a district at work, over HTTP, on the whole host: analysts who list, open, review and dispatch, inspectors who list, accept and
/// report, over many open cases. Open loop: a request is due at its time whatever became of the one before, and its latency counts from there.
/// </summary>
internal sealed class CaseworkBenchmark : IBenchmark
{
    private readonly Option<string> _database = new("--database") { Description = "'sqlite' or 'postgres'.", HelpName = "KIND", DefaultValueFactory = _ => "sqlite" };
    private readonly Option<string> _connection = new("--connection")
    {
        Description = "A PostgreSQL server on which a database may be made and dropped; CITYOPS_TEST_POSTGRES where left out.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CITYOPS_TEST_POSTGRES") ?? "",
    };

    private readonly Option<int> _cases = new("--cases") { Description = "Open cases.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
    private readonly Option<int> _analysts = new("--analysts") { Description = "One action each 5 s.", HelpName = "N", DefaultValueFactory = _ => 200 };
    private readonly Option<int> _inspectors = new("--inspectors") { Description = "One action each 60 s.", HelpName = "N", DefaultValueFactory = _ => 2_000 };
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long to measure.", HelpName = "S", DefaultValueFactory = _ => 60 };
    private readonly Option<int> _warmup = new("--warmup") { Description = "Seconds of the same load before that.", HelpName = "S", DefaultValueFactory = _ => 10 };
    private readonly Option<string?> _data = new("--data") { Description = "A folder to keep, so that the next run need not plant a district again.", HelpName = "DIR" };
    private readonly Option<int> _seed = new("--seed") { Description = "Decides who does what.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public string Name => "casework";

    public string Description => "Milliseconds of what analysts and inspectors do all day, over many open cases; lost updates and double dispatches.";

    public IReadOnlyList<string> Examples => ["cityops bench casework --json", "cityops bench casework --database postgres --connection \"Host=127.0.0.1;Username=cityops\" --json"];

    public IReadOnlyList<Option> Options => [_database, _connection, _cases, _analysts, _inspectors, _seconds, _warmup, _seed, _data];

    public async Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var kept = arguments.GetValue(_data);
        var folder = kept is null ? Directory.CreateTempSubdirectory("cityops-casework-") : Directory.CreateDirectory(kept);
        try
        {
            var plan = new CaseworkPlan(
                folder.FullName, arguments.GetValue(_database)!, arguments.GetValue(_cases), arguments.GetValue(_analysts), arguments.GetValue(_inspectors),
                TimeSpan.FromSeconds(arguments.GetValue(_warmup)), TimeSpan.FromSeconds(arguments.GetValue(_seconds)), arguments.GetValue(_seed));
            await using var database = await BenchDatabase.MakeAsync(plan.Database, arguments.GetValue(_connection)!, kept is null ? null : folder.FullName, cancellationToken);
            return await new CaseworkRun(plan, progress).RunAsync(cancellationToken);
        }
        finally
        {
            if (kept is null)
            {
                folder.Delete(recursive: true);
            }
        }
    }
}
