using System.Data;
using System.Data.Common;

namespace CityOps.Identity.Storage;

/// <summary>A transaction that gives the writer's place back when it is disposed.</summary>
internal sealed class ReleasingTransaction(DbTransaction inner, SemaphoreSlim writer) : DbTransaction
{
    private bool _released;

    public override IsolationLevel IsolationLevel => inner.IsolationLevel;

    protected override DbConnection? DbConnection => inner.Connection;

    public override void Commit() => inner.Commit();

    public override void Rollback() => inner.Rollback();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_released)
        {
            _released = true;
            try
            {
                inner.Dispose();
            }
            finally
            {
                writer.Release();
            }
        }

        base.Dispose(disposing);
    }
}
