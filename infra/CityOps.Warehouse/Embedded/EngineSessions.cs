using CityOps.Warehouse.Embedded.Interop;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// Named sessions: each keeps one connection, with its temporary tables and settings, until nobody has used it for its timeout. One
/// statement at a time.
/// </summary>
internal sealed class EngineSessions(EngineCore engine, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <exception cref="EngineException">373 where another request uses it, 372 where it must exist and does not.</exception>
    internal Session Enter(string id, TimeSpan timeout, bool mustExist)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(id, out var session))
            {
                if (mustExist)
                {
                    throw new EngineException(372, "SESSION_NOT_FOUND", $"Session {id} not found");
                }

                session = new Session(engine.Open());
                _sessions.Add(id, session);
            }

            if (session.InUse)
            {
                throw new EngineException(373, "SESSION_IS_LOCKED", $"Session {id} is locked by a concurrent client");
            }

            session.InUse = true;
            session.Timeout = timeout;
            return session;
        }
    }

    internal void Leave(string id, bool close)
    {
        Session? closed = null;
        lock (_lock)
        {
            if (_sessions.TryGetValue(id, out var session))
            {
                session.InUse = false;
                session.LastUsed = time.GetTimestamp();
                if (close)
                {
                    _sessions.Remove(id);
                    closed = session;
                }
            }
        }

        closed?.Connection.Dispose();
    }

    /// <summary>Closes sessions that were not used for their timeout.</summary>
    internal void CloseIdle()
    {
        List<Session> idle = [];
        lock (_lock)
        {
            foreach (var (id, session) in _sessions)
            {
                if (!session.InUse && time.GetElapsedTime(session.LastUsed) >= session.Timeout)
                {
                    _sessions.Remove(id);
                    idle.Add(session);
                }
            }
        }

        idle.ForEach(s => s.Connection.Dispose());
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var session in _sessions.Values)
            {
                session.Connection.Dispose();
            }

            _sessions.Clear();
        }
    }

    internal sealed class Session(ChdbConnection connection)
    {
        internal ChdbConnection Connection { get; } = connection;

        /// <summary>Settings that the session's requests have named in their URLs.</summary>
        internal Dictionary<string, string> Applied { get; } = new(StringComparer.Ordinal);

        internal bool InUse { get; set; }

        internal long LastUsed { get; set; }

        internal TimeSpan Timeout { get; set; }
    }
}
