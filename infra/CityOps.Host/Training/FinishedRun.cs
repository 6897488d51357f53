using CityOps.Pipelines.ModelLifecycle;

namespace CityOps.Host.Training;

/// <summary>What the book of training says of a version that was trained apart from the job server, such as by a command: pages show where each version came from, whoever made it.</summary>
internal static class FinishedRun
{
    public static TrainingRun Of(string scenario, string by, string version, long seed, DateTimeOffset began, TimeProvider time) =>
        TrainingRun.Queued(scenario, by, new TrainingOrder((int)Math.Clamp(seed, 0, int.MaxValue), AsChallenger: false), began) with
        {
            State = TrainingState.Succeeded,
            Step = "done",
            Done = 1,
            Version = version,
            UpdatedAt = time.GetUtcNow(),
        };
}
