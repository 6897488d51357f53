using CityOps.Contracts.Codecs;

namespace CityOps.Host.Bench.Landing;

/// <summary>One run: fills the log, lets the stages take turns, and sums up.</summary>
internal sealed class LandingRun(LandingPlan plan, int rounds, BenchProgress progress)
{
    private readonly List<LandingFindings> _landed = [];
    private readonly List<LandingFindings> _bare = [];
    private LandingFindings? _bareDefault;
    private int _stages;

    public async Task<BenchReport> RunAsync(CancellationToken cancellationToken)
    {
        await StageAsync(LandingStage.Prepare, cancellationToken);
        LandingFindings? derived = null;
        for (var round = 0; round < rounds; round++)
        {
            _landed.Add(await StageAsync(LandingStage.Land, cancellationToken));
            _bare.Add(await StageAsync(LandingStage.Bare, cancellationToken));
            derived ??= await StageAsync(LandingStage.LandDerived, cancellationToken);
            _bareDefault ??= await StageAsync(LandingStage.BareDefault, cancellationToken);
        }

        var consumed = await StageAsync(LandingStage.Consume, cancellationToken);
        var perRow = await StageAsync(LandingStage.PerRow, cancellationToken);
        return Report(derived!, consumed, perRow);
    }

    private async Task<LandingFindings> StageAsync(LandingStage stage, CancellationToken cancellationToken)
    {
        var findings = await LandingChild.RunAsync(new LandingTask(stage, plan, Path.Combine(plan.Folder, $"stage-{_stages}")), cancellationToken);
        progress.Report(++_stages / ((2.0 * rounds) + 5));
        return findings;
    }

    private BenchReport Report(LandingFindings derived, LandingFindings consumed, LandingFindings perRow)
    {
        var landed = MedianOf(_landed);
        var bare = MedianOf(_bare);
        var figures = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["rows_per_s"] = Math.Round(landed.RowsPerSecond),
            ["bare_rows_per_s"] = Math.Round(bare.RowsPerSecond),
            ["ratio"] = Math.Round(landed.RowsPerSecond / bare.RowsPerSecond, 3),
            ["default_bare_rows_per_s"] = Math.Round(_bareDefault!.RowsPerSecond),
            ["ratio_to_default_bare"] = Math.Round(landed.RowsPerSecond / _bareDefault.RowsPerSecond, 3),
            ["derived_rows_per_s"] = Math.Round(derived.RowsPerSecond),
            ["derived_ratio"] = Math.Round(derived.RowsPerSecond / landed.RowsPerSecond, 3),
            ["peak_rss_mb"] = Math.Round(_landed.Append(derived).Max(found => found.PeakRssMb)),
            ["consumer_share"] = Math.Round(consumed.Seconds / landed.Seconds, 3),
            ["per_row_consumer_rows_per_s"] = Math.Round(perRow.RowsPerSecond),
        };
        var context = BenchReport.CommonContext();
        context["rows"] = plan.Rows;
        context["meters"] = new ReadingsFeed(plan.Rows, plan.Seed).Meters;
        context["seed"] = plan.Seed;
        context["format"] = plan.Format is WireFormat.Arrow ? "arrow" : "json";
        context["log"] = plan.Bootstrap is null ? "embedded" : "kafka";
        context["topic"] = plan.Keyed().Topic;
        context["connections"] = plan.Connections;
        context["batch_rows"] = plan.BatchRows;
        context["batches"] = landed.Batches;
        context["bare_batches"] = bare.Batches;
        context["rounds"] = rounds;
        context["per_row_consumer_rows"] = perRow.Rows;
        context["host_peak_rss_mb"] = Math.Round(_landed.Append(derived).Max(found => found.HostPeakRssMb));
        context["engine_peak_rss_mb"] = Math.Round(_landed.Append(derived).Max(found => found.EnginePeakRssMb));
        context["readings_alone_peak_rss_mb"] = Math.Round(_landed.Max(found => found.PeakRssMb));
        context["bare_peak_rss_mb"] = Math.Round(_bare.Max(found => found.PeakRssMb));
        context["derived_peak_rss_mb"] = Math.Round(derived.PeakRssMb);
        context["bare_cpu_s"] = Math.Round(bare.HostCpuSeconds, 2);
        context["host_cpu_s"] = Math.Round(landed.HostCpuSeconds, 2);
        context["engine_cpu_s"] = Math.Round(landed.EngineCpuSeconds, 2);
        var isWhole = _landed.Concat(_bare).Append(derived).Append(consumed).All(found => found.Rows == plan.Rows);
        context["rows_landed_each_time"] = isWhole;
        return new BenchReport("landing", figures, context) { IsSound = isWhole };
    }

    private static LandingFindings MedianOf(List<LandingFindings> found) => found.OrderBy(f => f.RowsPerSecond).ElementAt(found.Count / 2);
}
