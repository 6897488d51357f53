using System.Threading.Channels;
using Apache.Arrow;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;

namespace CityOps.Host.Simulation;

/// <summary>One contract's file while a simulation writes several at once; holds one batch in memory.</summary>
internal sealed class ContractFile : IAsyncDisposable
{
    private readonly Channel<RecordBatch> _batches = Channel.CreateBounded<RecordBatch>(1);
    private readonly FileStream _file;
    private readonly Task _writing;

    public ContractFile(string folder, ContractSchema schema, CancellationToken cancellationToken)
    {
        _file = File.Create(Path.Combine(folder, schema.Name + ".csv"));
        _writing = ContractEncoders.EncodeAsync(WireFormat.Csv, schema, ReadAsync(cancellationToken), _file, cancellationToken);
    }

    public long Rows { get; private set; }

    /// <summary>Takes the batch over and disposes it once it is written.</summary>
    public async ValueTask WriteAsync(RecordBatch rows, CancellationToken cancellationToken)
    {
        Rows += rows.Length;
        await _batches.Writer.WriteAsync(rows, cancellationToken);
    }

    /// <summary>Ends the file; what went wrong while writing comes out here.</summary>
    public async Task FinishAsync()
    {
        _batches.Writer.TryComplete();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        _batches.Writer.TryComplete();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _file.DisposeAsync();
    }

    private async IAsyncEnumerable<RecordBatch> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in _batches.Reader.ReadAllAsync(cancellationToken))
        {
            using (batch)
            {
                yield return batch;
            }
        }
    }
}
