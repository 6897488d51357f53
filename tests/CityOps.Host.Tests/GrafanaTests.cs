using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using CityOps.Casework;
using CityOps.Contracts.Catalog;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.EventLog.Progress;
using CityOps.Identity;
using CityOps.Ingest;
using CityOps.Pipelines;
using CityOps.Pipelines.Watch;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Tests;

/// <summary>The dashboard in infra/grafana names only metrics that the product has, by the names under which Prometheus sees them.</summary>
public sealed partial class GrafanaTests
{
    [Fact]
    public async Task Every_metric_of_the_dashboard_is_an_instrument_of_the_product()
    {
        var named = Named(Path.Combine(Repository.Root, "infra", "grafana", "pipelines.json"));

        var known = await InstrumentsAsync();

        Assert.True(named.Count > 10);
        Assert.Empty(named.Except(known.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_metric_of_a_consumer_is_described_in_the_operations_page()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"));

        var known = (await InstrumentsAsync()).Values.Distinct(StringComparer.Ordinal).Where(name => name.StartsWith("cityops.consumer.", StringComparison.Ordinal)).ToList();

        Assert.True(known.Count >= 10);
        Assert.DoesNotContain(known, name => !page.Contains($"`{name}`", StringComparison.Ordinal));
    }

    private static HashSet<string> Named(string file)
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
        return [.. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
                   from target in panel.GetProperty("targets").EnumerateArray()
                   from Match match in Metric().Matches(target.GetProperty("expr").GetString()!)
                   select match.Value];
    }

    // By Prometheus' name: the instrument's own.
    private static async Task<Dictionary<string, string>> InstrumentsAsync()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("CityOps.", StringComparison.Ordinal))
            {
                foreach (var name in PrometheusNames(instrument))
                {
                    names[name] = instrument.Name;
                }
            }
        };
        listener.Start();
        var folder = Directory.CreateTempSubdirectory("cityops-grafana-");
        await using (var services = Services(folder))
        {
            Type[] makers = [typeof(DeadLetterLog), typeof(ConsumerMetrics), typeof(ConsumerWatch), typeof(IngestMetrics), typeof(IWarehouse)];
            Assert.All(makers, maker => Assert.NotNull(services.GetRequiredService(maker)));
        }

        folder.Delete(recursive: true);
        return names;
    }

    private static ServiceProvider Services(DirectoryInfo folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("CityOps:DataFolder", folder.FullName)]).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(Host.Composition.Scenarios.Catalog())
            .AddSingleton<ContractCatalog>()
            .AddCityOpsEventLog(configuration)
            .AddCityOpsIdentity(configuration)
            .AddCityOpsWarehouse(configuration)
            .AddCityOpsIngest(configuration)
            .AddCityOpsPipelines(configuration)
            .AddCityOpsCasework(configuration)
            .BuildServiceProvider();
    }

    // As OpenTelemetry's exporter names them: dots become underscores, the unit and "total" are added where the name lacks them.
    private static IEnumerable<string> PrometheusNames(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        var unit = instrument.Unit switch { "s" => "seconds", "By" => "bytes", _ => "" };
        name = unit.Length == 0 || name.EndsWith(unit, StringComparison.Ordinal) ? name : $"{name}_{unit}";
        var kind = instrument.GetType().Name;
        return kind switch
        {
            _ when kind.StartsWith("Histogram", StringComparison.Ordinal) => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ when kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) => [$"{name}_total"],
            _ => [name],
        };
    }

    [GeneratedRegex("cityops_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();
}
