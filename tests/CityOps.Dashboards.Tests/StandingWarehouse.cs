using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using CityOps.Warehouse;

namespace CityOps.Dashboards.Tests;

/// <summary>A warehouse of which nothing is true but what a test says: the rows of a statement, told by a word in it. Statements themselves are tested against the real engine.</summary>
internal sealed class StandingWarehouse(params (string Word, object[][] Rows)[] answers) : IWarehouse
{
    /// <summary>The parameters of every question, in order.</summary>
    public List<WarehouseParameters> Asked { get; } = [];

    public async IAsyncEnumerable<TRow> QueryAsync<TRow>(
        string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked.Add(parameters);
        var rows = answers.Where(a => sql.Contains(a.Word, StringComparison.Ordinal)).SelectMany(a => a.Rows).ToList();
        using var table = new DataTable();
        foreach (var (index, value) in (rows.FirstOrDefault() ?? []).Index())
        {
            table.Columns.Add($"c{index}", value.GetType());
        }

        rows.ForEach(row => table.Rows.Add(row));
        await using var reader = table.CreateDataReader();
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return map(reader);
        }
    }

    public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<Apache.Arrow.RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task InsertAsync(string table, IReadOnlyList<Apache.Arrow.RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken) => throw new NotSupportedException();
}
