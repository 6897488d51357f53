using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Suspicions;

/// <summary>Sends suspicions to casework, over the log.</summary>
public interface ISuspicionPublisher
{
    /// <summary>Appends suspicions; they are durable when this returns. Appending one again changes nothing: the highest revision stands.</summary>
    ValueTask PublishAsync(IReadOnlyList<Suspicion> suspicions, CancellationToken cancellationToken);
}
