using CityOps.Pipelines.Landing;

namespace CityOps.Dashboards.Tests;

/// <summary>
/// Landing that stands where it is told: the real one needs the warehouse engine, which the end-to-end tests start. Here only its words over HTTP
/// are looked at.
/// </summary>
internal sealed class StandingLanding(params IReadOnlyList<LandingPosition> positions) : ILandingProgress
{
    public ValueTask<IReadOnlyList<LandingPosition>> PositionsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(positions);

    public Task WaitAsync(string topic, IProgress<IReadOnlyList<LandingPosition>>? progress, CancellationToken cancellationToken) => Task.CompletedTask;
}
