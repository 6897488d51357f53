using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Host.Tests.ThirdScenario;

/// <summary>Suspects every sensor that once measured more than the limit; remembers nothing but a count, to have a state.</summary>
internal sealed class NoiseProcessor(ReadOnlyMemory<byte> state) : IStreamProcessor
{
    public const double LimitDecibels = 85;

    private static readonly ContractSchema Schema = ContractReader.Read<NoiseReading>();
    private long _seen = state.IsEmpty ? 0 : BitConverter.ToInt64(state.Span);

    public void RestoreReference(string contract, LogRecord record)
    {
    }

    public Emissions OnReference(string contract, LogRecord record) => Emissions.None;

    public Emissions OnBatch(LogBatch batch)
    {
        var suspicions = new List<Suspicion>();
        foreach (var record in batch.Records)
        {
            using var rows = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, Schema);
            _seen += rows.Rows.Length;
            suspicions.AddRange(RowBatch.To<NoiseReading>(rows.Rows).Where(r => r.Decibels > LimitDecibels).Select(r => new Suspicion(
                $"noise-{r.SensorId}", NoiseScenario.ScenarioName, r.SensorId, r.At, record.Offset, SuspicionState.Open, 0.9,
                """{"kind": "night_noise"}""", ModelVersion: null, FoundLate: false)));
        }

        return new Emissions([], suspicions);
    }

    public ReadOnlyMemory<byte> SaveState() => BitConverter.GetBytes(_seen);
}
