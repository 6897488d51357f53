using Apache.Arrow;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Ingest.Bridge;

/// <summary>The rows of consecutive messages, decoded: the good ones in one batch, the others by message.</summary>
/// <param name="Rows">Null where no row is good.</param>
/// <param name="Positions">Where each good row comes from.</param>
/// <param name="Rejected">By the offset of their message; row 0 stands for the whole of it.</param>
internal sealed record BridgedRows(RecordBatch? Rows, SourcePosition[] Positions, IReadOnlyList<(long Offset, IReadOnlyList<RejectedRow> Rows)> Rejected) : IDisposable
{
    public void Dispose() => Rows?.Dispose();
}

/// <summary>Gathers what is decoded message by message.</summary>
internal sealed class BridgedRowsBuilder(ContractSchema schema)
{
    private readonly List<RecordBatch> _parts = [];
    private readonly List<SourcePosition> _positions = [];
    private readonly List<(long Offset, IReadOnlyList<RejectedRow> Rows)> _rejected = [];

    /// <summary>A message lands whole or not at all where it cannot be read to its end.</summary>
    public void Add(long offset, IReadOnlyList<DecodedRows> message)
    {
        var row = 0;
        foreach (var part in message.Where(p => p.Rows.Length > 0))
        {
            _parts.Add(part.Rows);
            for (var i = 0; i < part.Rows.Length; i++)
            {
                _positions.Add(new SourcePosition(offset, row++));
            }
        }

        if (message.Sum(p => p.Rejected.Count) > 0)
        {
            _rejected.Add((offset, [.. message.SelectMany(p => p.Rejected)]));
        }
    }

    public void AddUnreadable(long offset, Refusal refusal, ReadOnlyMemory<byte> message) =>
        _rejected.Add((offset, [new RejectedRow(0, "", "", refusal, message)]));

    public BridgedRows Build() => new(_parts.Count switch
    {
        0 => null,
        1 => _parts[0],
        _ => Joined(),
    }, [.. _positions], _rejected);

    private RecordBatch Joined()
    {
        var columns = schema.Columns.Select((_, index) => ArrowArrayConcatenator.Concatenate([.. _parts.Select(part => part.Column(index))])).ToList();
        foreach (var part in _parts)
        {
            part.Dispose();
        }

        return new RecordBatch(schema.Arrow, columns, _positions.Count);
    }
}
