using System.Globalization;
using CityOps.Warehouse.Embedded.Interop;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>A connection with a request's database and settings: the session's, or one of its own that ends with it.</summary>
internal sealed class ConnectionLease : IDisposable
{
    private readonly EngineSessions _sessions;
    private readonly EngineRequest _request;

    private ConnectionLease(EngineSessions sessions, EngineRequest request, ChdbConnection connection, string? killTag)
    {
        _sessions = sessions;
        _request = request;
        Connection = connection;
        KillTag = killTag;
    }

    internal ChdbConnection Connection { get; }

    /// <summary>What its statements can be killed by; null where the client has a log comment of its own.</summary>
    internal string? KillTag { get; }

    /// <exception cref="EngineException">There is no such database, or a setting has no such value.</exception>
    internal static ConnectionLease Take(EngineCore engine, EngineSessions sessions, EngineRequest request)
    {
        var session = request.SessionId is { } id ? sessions.Enter(id, request.SessionTimeout, request.SessionCheck) : null;
        var isNew = session is null || session.LastUsed == 0;
        var connection = session?.Connection ?? engine.Open();
        var killTag = request.Settings.ContainsKey("log_comment") ? null : Guid.NewGuid().ToString();
        var lease = new ConnectionLease(sessions, request, connection, killTag);
        try
        {
            if (request.Database is not null || isNew)
            {
                connection.Execute($"USE {SqlIdentifier.Quote(request.Database ?? engine.DefaultDatabase)}");
            }

            var changes = request.Settings.Select(s => Assignment(s.Key, s.Value)).ToList();
            if (session is not null)
            {
                changes = [.. ForgottenBy(session, request), .. changes];
            }

            if (killTag is not null)
            {
                changes.Add(Assignment("log_comment", killTag));
            }

            connection.Execute("SET " + string.Join(", ", changes));
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_request.SessionId is { } id)
        {
            _sessions.Leave(id, _request.CloseSession);
        }
        else
        {
            Connection.Dispose();
        }
    }

    /// <summary>URL settings hold for their request only: those of earlier requests of the session go back to the server's default.</summary>
    private static List<string> ForgottenBy(EngineSessions.Session session, EngineRequest request)
    {
        List<string> forgotten = [];
        foreach (var (name, before) in session.Applied.Where(s => !request.Settings.ContainsKey(s.Key)).ToList())
        {
            forgotten.Add(Assignment(name, before));
            session.Applied.Remove(name);
        }

        foreach (var name in request.Settings.Keys.Where(n => !session.Applied.ContainsKey(n)))
        {
            session.Applied[name] = session.Connection.Read($"SELECT value FROM system.settings WHERE name = {SqlIdentifier.QuoteText(name)} FORMAT TSVRaw").TrimEnd('\n');
        }

        return forgotten;
    }

    private static string Assignment(string name, string value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} = {SqlIdentifier.QuoteText(value)}");
}
