using Apache.Arrow;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Keeps consumption in step with landed readings.</summary>
public sealed class ReadingsDerivation(ConsumptionBooking booking) : IDerivation
{
    public Task ApplyAsync(string batchId, IReadOnlyList<RecordBatch> landed, CancellationToken cancellationToken) =>
        booking.BookAsync(batchId, ChangedRegisters.Of(landed), cancellationToken);
}
