using System.Collections.Concurrent;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>The connections of this process, and which of them is a terminal's way back: the one that registered or authenticated last.</summary>
internal sealed class TerminalSessions
{
    private readonly ConcurrentDictionary<long, TerminalSession> _all = new();
    private readonly ConcurrentDictionary<string, TerminalSession> _byPhone = new(StringComparer.Ordinal);

    public int Count => _all.Count;

    public IEnumerable<TerminalSession> All => _all.Values;

    public void Add(TerminalSession session) => _all[session.Id] = session;

    public void Bind(TerminalSession session) => _byPhone[PhoneDigits.Bare(session.Phone)] = session;

    public TerminalSession? Find(string phone) => _byPhone.GetValueOrDefault(PhoneDigits.Bare(phone));

    public void Remove(TerminalSession session)
    {
        _all.TryRemove(session.Id, out _);
        if (session.Phone.Length > 0)
        {
            _byPhone.TryRemove(new(PhoneDigits.Bare(session.Phone), session));
        }
    }
}
