using CityOps.Host.Training;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Pipelines.Trucks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Demo;

/// <summary>
/// Trains two versions of what muck trucks are scored by, on small simulated fleets, once the demonstration's flats are scored, so that there is something to look at and to put to work. It promotes none: a person does.
/// Does nothing where there are versions.
/// </summary>
internal sealed class DemoTruckModels(DemoTruth truth, IConfiguration configuration, TimeProvider time, ILogger<DemoTruckModels> logger) : BackgroundService
{
    // Some seconds each; what `cityops train muck-truck` takes unless it is told otherwise is five times as much.
    private const int Trucks = 40;
    private const int Days = 2;
    private static readonly ulong[] Seeds = [1, 2];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await truth.HouseholdsScored.WaitAsync(stoppingToken);
            var registry = TruckPipeline.RegistryOf(configuration);
            if (registry.Versions().Count > 0)
            {
                return;
            }

            foreach (var seed in Seeds)
            {
                var trained = await MuckTruckTraining.RegisterAsync(registry, new MuckTruckTrainingRequest(seed, Trucks, Days, Promote: false, Json: false), TrainingRun.Demonstration, time, stoppingToken);
                logger.LogInformation("Demonstration: version {Version} of the muck-truck scores waits to be put to work", trained.Version);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A demonstration without truck models is one all the same: the page says by which command they are made.
            logger.LogWarning(failed, "Demonstration: no version of the muck-truck scores could be trained");
        }
    }
}
