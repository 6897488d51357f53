using System.Data.Common;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>What differs between the databases that can hold checkpoints.</summary>
public interface ICheckpointDatabase : IAsyncDisposable
{
    /// <summary>The folder of its own schema steps below <c>Checkpoints/Sql</c>; those in <c>Both</c> go among them.</summary>
    string SchemaFolder { get; }

    /// <summary>An open connection on which a commit is on disk when it returns.</summary>
    ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Runs it whole or not at all; it is on disk when this returns. It may share a transaction with others, and then fail with them; nothing may be assumed about it when this throws.</summary>
    ValueTask<CheckpointResult> WriteAsync(CheckpointStatement statement, CancellationToken cancellationToken);
}
