namespace CityOps.Host.Bench;

/// <summary>How far a benchmark is.</summary>
/// <param name="report">Takes the part that is done, 0 to 1.</param>
internal sealed class BenchProgress(Action<double> report)
{
    public void Report(double done) => report(Math.Clamp(done, 0, 1));
}
