using System.Text;
using CityOps.Warehouse.Embedded.Interop;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// libchdb in this process, with the embedded warehouse's settings but without its HTTP interface: what the warehouse is measured
/// against. A process opens one folder in its life.
/// </summary>
public sealed class BareEngine : IDisposable
{
    private readonly EngineCore _core;

    private BareEngine(EngineCore core) => _core = core;

    /// <exception cref="IOException">Another process holds the folder.</exception>
    /// <exception cref="FileNotFoundException">libchdb is not installed.</exception>
    public static BareEngine Open(EngineOptions options) => new(new EngineCore(options, NullLogger.Instance));

    /// <summary>A connection takes one statement at a time; several run side by side.</summary>
    public BareConnection Connect()
    {
        var connection = _core.Open();
        connection.Execute($"USE {SqlIdentifier.Quote(_core.DefaultDatabase)}");
        return new BareConnection(connection);
    }

    public void Dispose() => _core.Dispose();
}

/// <summary>A connection to a <see cref="BareEngine"/>; its calls block.</summary>
public sealed class BareConnection : IDisposable
{
    // The engine copies what is appended; in pieces that fit a cache it is quicker than at once.
    private const int PieceBytes = 512 * 1024;

    private readonly ChdbConnection _connection;

    internal BareConnection(ChdbConnection connection) => _connection = connection;

    /// <exception cref="Exception">It failed.</exception>
    public void Execute(string sql) => _connection.Execute(sql);

    /// <summary>A query's answer as tab-separated text.</summary>
    /// <exception cref="Exception">It failed.</exception>
    public string Read(string sql) => _connection.Read(sql);

    /// <summary>Inserts rows that lie in memory as bytes of a format.</summary>
    /// <param name="statement">The INSERT without FORMAT and data.</param>
    /// <exception cref="Exception">The rows did not parse, or could not be written.</exception>
    public void Insert(string statement, string format, ReadOnlySpan<byte> rows)
    {
        using var insert = _connection.StreamInsert(Encoding.UTF8.GetBytes(statement), format, EngineParameters.None);
        for (; rows.Length > PieceBytes; rows = rows[PieceBytes..])
        {
            insert.Append(rows[..PieceBytes]);
        }

        insert.Append(rows);
        insert.Finish().Dispose();
    }

    public void Dispose() => _connection.Dispose();
}
