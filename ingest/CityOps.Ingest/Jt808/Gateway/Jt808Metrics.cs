using System.Diagnostics.Metrics;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Meter <c>CityOps.Jt808</c>. Tags are message ids and reasons, never phones.</summary>
public sealed class Jt808Metrics
{
    private readonly UpDownCounter<int> _connections;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _bad;
    private readonly Counter<long> _positions;
    private readonly Counter<long> _aside;
    private readonly Counter<long> _commands;
    private readonly Histogram<double> _durable;

    public Jt808Metrics(IMeterFactory meters)
    {
        var meter = meters.Create("CityOps.Jt808");
        _connections = meter.CreateUpDownCounter<int>("cityops.jt808.connections", "{connection}", "Terminals connected");
        _refused = meter.CreateCounter<long>("cityops.jt808.refused", "{connection}", "Connections beyond the most that are allowed");
        _closed = meter.CreateCounter<long>("cityops.jt808.closed", "{connection}", "Connections that the gateway ended, by reason");
        _frames = meter.CreateCounter<long>("cityops.jt808.frames", "{frame}", "Sound frames, by message");
        _bad = meter.CreateCounter<long>("cityops.jt808.bad", "{frame}", "Frames and bytes that were no use, by reason");
        _positions = meter.CreateCounter<long>("cityops.jt808.positions", "{position}", "Positions made durable");
        _aside = meter.CreateCounter<long>("cityops.jt808.put_aside", "{message}", "Messages that became dead letters, by field at fault");
        _commands = meter.CreateCounter<long>("cityops.jt808.commands", "{command}", "Commands to terminals, by message and outcome");
        _durable = meter.CreateHistogram<double>("cityops.jt808.durable_after", "s", "From taking a batch's first position to its being durable");
    }

    public void Connected() => _connections.Add(1);

    public void Disconnected() => _connections.Add(-1);

    public void Refused() => _refused.Add(1);

    public void Closed(string reason) => _closed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Frame(string message) => _frames.Add(1, new KeyValuePair<string, object?>("message", message));

    public void Bad(string reason) => _bad.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Positions(int count, TimeSpan took)
    {
        _positions.Add(count);
        _durable.Record(took.TotalSeconds);
    }

    public void PutAside(string field) => _aside.Add(1, new KeyValuePair<string, object?>("field", field));

    public void Command(string message, string outcome) => _commands.Add(1, new("message", message), new("outcome", outcome));
}
