using System.Diagnostics;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CityOps.Tests.Shared;
using CityOps.Warehouse.Embedded;
using CityOps.Warehouse.Embedded.Handover;
using CityOps.Warehouse.Embedded.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Warehouse.Tests.Embedded;

/// <summary>
/// The figures behind docs/decisions/0002-engine-as-child.md. Runs only when asked for (<c>-explicit only</c>): it loads libchdb into the
/// test process.
/// </summary>
public sealed class EngineMeasurement(ITestOutputHelper output)
{
    private const int Batches = 20;
    private const int BatchRows = 100_000;
    private const int Rounds = 9;
    private static string Create(string table) => $"CREATE TABLE {table} (meter_key UInt64, utility LowCardinality(String), read_at DateTime64(3, 'UTC'), register Float64, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY (meter_key, read_at)";
    private static string Select(string table) => $"SELECT meter_key, read_at, register FROM {table} SETTINGS final = 0";

    [Fact(Explicit = true)]
    public async Task Insert_and_select_bare_in_process_and_in_a_child()
    {
        var batches = Enumerable.Range(0, Batches).Select(i => Some.Readings(i * BatchRows, BatchRows)).ToList();
        await using var child = await EngineFixture.StartAsync();
        var folder = Directory.CreateTempSubdirectory("cityops-engine-");
        var options = new EngineOptions { DataFolder = folder.FullName, User = "u", Password = "p", MaxMemoryMb = 1500 };
        using (var engine = new EngineCore(options, NullLogger.Instance))
        await using (var server = await EngineServer.StartAsync(engine, options, TimeProvider.System, _ => { }, CancellationToken.None))
        {
            var address = new WarehouseAddress(new Uri($"http://127.0.0.1:{server.Port}/"), "u", "p", "cityops");
            using var client = new WarehouseClient(new ConfiguredEndpoint(address), new WarehouseOptions());
            var inProcess = new ClickHouseWarehouse(client, child.Services.GetRequiredService<SharedBodies>(), child.Services.GetRequiredService<WarehouseMetrics>());
            var figures = new Dictionary<string, List<Figures>>(StringComparer.Ordinal) { ["bare"] = [], ["in process"] = [], ["child"] = [] };
            for (var round = 0; round < Rounds; round++)
            {
                // Whoever comes next works beside the merges of the one before, so the order changes.
                foreach (var name in figures.Keys.Skip(round % 3).Concat(figures.Keys.Take(round % 3)).ToList())
                {
                    figures[name].Add(name switch
                    {
                        "bare" => MeasureBare(engine, batches),
                        "child" => await MeasureAsync(child.Warehouse, batches),
                        _ => await MeasureAsync(inProcess, batches),
                    });
                }
            }

            foreach (var (name, all) in figures)
            {
                output.WriteLine($"{name}: insert {Median(all, f => f.Insert):N0} rows/s, select {Median(all, f => f.Select):N0} rows/s, SELECT 1 {Median(all, f => f.OneMs):F2} ms");
            }
        }

        folder.Delete(recursive: true);
    }

    private static Figures MeasureBare(EngineCore engine, List<RecordBatch> batches)
    {
        using var connection = engine.Open();
        connection.Execute("USE cityops");
        var table = Some.TableName();
        connection.Execute(Create(table));
        var head = Encoding.UTF8.GetBytes($"INSERT INTO {table}");
        var documents = batches.Select(Serialize).ToList();
        var insert = Time(() =>
        {
            foreach (var document in documents)
            {
                using var stream = connection.StreamInsert(head, "ArrowStream", EngineParameters.None);
                stream.Append(document);
                stream.Finish().Dispose();
            }
        });
        var select = Time(() =>
        {
            using var stream = connection.StreamQuery(Encoding.UTF8.GetBytes(Select(table)), "ArrowStream", EngineParameters.None);
            while (stream.Fetch() is { } chunk)
            {
                chunk.Dispose();
            }
        });
        connection.Execute($"DROP TABLE {table}");
        return new Figures(Batches * BatchRows / insert, Batches * BatchRows / select, 0);
    }

    private static async Task<Figures> MeasureAsync(IWarehouse warehouse, List<RecordBatch> batches)
    {
        var table = Some.TableName();
        await warehouse.ExecuteAsync(Create(table), WarehouseParameters.None, CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            await warehouse.InsertAsync(table, [batch], InsertMode.First, CancellationToken.None);
        }

        var insert = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        await foreach (var batch in warehouse.QueryArrowAsync(Select(table), WarehouseParameters.None, CancellationToken.None))
        {
            batch.Dispose();
        }

        var select = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 200; i++)
        {
            await warehouse.ExecuteAsync("SELECT 1", WarehouseParameters.None, CancellationToken.None);
        }

        var one = Stopwatch.GetElapsedTime(started).TotalMilliseconds / 200;
        await warehouse.ExecuteAsync($"DROP TABLE {table}", WarehouseParameters.None, CancellationToken.None);
        return new Figures(Batches * BatchRows / insert, Batches * BatchRows / select, one);
    }

    private static byte[] Serialize(RecordBatch batch)
    {
        using var stream = new MemoryStream();
        using var writer = new ArrowStreamWriter(stream, batch.Schema);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
        return stream.ToArray();
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<Figures> all, Func<Figures, double> figure) => all.Select(figure).Order().ElementAt(all.Count / 2);

    private sealed record Figures(double Insert, double Select, double OneMs);
}
