using Apache.Arrow;
using CityOps.Contracts.Events;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Streaming;

/// <summary>Gathers what one step emits: one insert a table, and of each suspicion the last revision.</summary>
internal sealed class EmissionBuffer : IDisposable
{
    private readonly Dictionary<string, List<RecordBatch>> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Suspicion> _suspicions = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, List<RecordBatch>> Rows => _rows;

    public long RowCount { get; private set; }

    public IReadOnlyList<Suspicion> Suspicions => [.. _suspicions.Values];

    public void Add(Emissions emissions)
    {
        foreach (var rows in emissions.Rows)
        {
            if (!_rows.TryGetValue(rows.Table, out var batches))
            {
                _rows[rows.Table] = batches = [];
            }

            batches.Add(rows.Rows);
            RowCount += rows.Rows.Length;
        }

        foreach (var suspicion in emissions.Suspicions)
        {
            if (!_suspicions.TryGetValue(suspicion.SuspicionId, out var known) || known.Revision <= suspicion.Revision)
            {
                _suspicions[suspicion.SuspicionId] = suspicion;
            }
        }
    }

    public void Dispose()
    {
        foreach (var batch in _rows.Values.SelectMany(batches => batches))
        {
            batch.Dispose();
        }
    }
}
