using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using System.Text;
using CityOps.Casework.Commands;
using CityOps.Casework.Deadlines;
using CityOps.Casework.Dispatch;
using CityOps.Casework.Elements;
using CityOps.Casework.Feed;
using CityOps.Casework.LawfulUses;
using CityOps.Casework.Outbox;
using CityOps.Casework.Queries;
using CityOps.Casework.Storage;
using CityOps.Casework.Suspicions;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.EventLog.Embedded;
using CityOps.EventLog.Progress;
using CityOps.Identity;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RocksDbSharp;

namespace CityOps.Casework.Tests;

/// <summary>
/// Casework on a real database and a real event log in a folder of its own. <see cref="Boot"/> gives a process's worth of services; several stand for
/// a process that died and the one that took over.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("casework-").FullName;
    private readonly ServiceProvider _shared;
    private Server _server = null!;

    private World()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("CityOps:DataFolder", _folder)]).Build();
        _shared = new ServiceCollection().AddLogging().AddMetrics().AddCityOpsIdentity(configuration).BuildServiceProvider();
        Log = OpenLog();
    }

    public EventLogOptions LogOptions { get; } = new() { Partitions = 2 };

    public FakeTimeProvider Time { get; } = new(Some.Now);

    public IEventLog Log { get; private set; }

    public IPayloadSeal Seal => _shared.GetRequiredService<IPayloadSeal>();

    public ICaseworkDbFactory Databases => _server.Databases();

    public static async Task<World> OpenAsync(ServerKind kind = ServerKind.Sqlite)
    {
        var world = new World();
        try
        {
            world._server = await Server.StartAsync(kind, world._folder);
            await new CaseworkMigrator(world.Databases).MigrateAsync(default);
            return world;
        }
        catch
        {
            // A test that is skipped for want of a server leaves no folder either.
            await world.DisposeAsync();
            throw;
        }
    }

    public Process Boot(CaseworkTuning? tuning = null, IEventLog? log = null, TimeProvider? time = null, params IInterceptor[] interceptors) =>
        new(log ?? Log, _server.Databases(interceptors), LogOptions, Seal, _shared.GetRequiredService<IMeterFactory>(), tuning ?? new(), time ?? Time);

    /// <summary>A process whose suspicions take effect through something else.</summary>
    public Process BootWith(Func<ISuspicionSink, ISuspicionSink> sink) =>
        new(Log, _server.Databases(), LogOptions, Seal, _shared.GetRequiredService<IMeterFactory>(), new(), Time, sink);

    public async Task SuspectAsync(params Suspicion[] suspicions)
    {
        var schema = ContractReader.Read<Suspicion>();
        foreach (var suspicion in suspicions)
        {
            using var batch = RowBatch.From([suspicion]);
            await AppendAsync(Encoding.UTF8.GetString(ContractEncoders.Encode(WireFormat.JsonLines, schema, batch)), suspicion.Subject);
        }
    }

    public async Task AppendAsync(string message, string subject = "")
    {
        var topic = await Log.EnsureTopicAsync(SuspicionConsumer.Topic, LogOptions.Partitions, default);
        await Log.AppendAsync(
            SuspicionConsumer.Topic, [new LogAppend(Partitioner.PartitionOf(subject, topic.Partitions), default, Encoding.UTF8.GetBytes(message), [])], default);
    }

    /// <summary>A disk that changes a record of the suspicions, while nothing runs.</summary>
    public async Task DamageAsync(int partition, long offset)
    {
        await Log.DisposeAsync();

        // Keys of records are topic number (4), partition (4), offset (8), big-endian; topic 0 is the log's own.
        using (var db = RocksDb.Open(new DbOptions(), Path.Combine(_folder, "log", "store")))
        {
            byte[]? key = null;
            using (var entries = db.NewIterator())
            {
                for (entries.SeekToFirst(); entries.Valid() && key is null; entries.Next())
                {
                    var at = entries.Key();
                    key = at.Length == 16 && BinaryPrimitives.ReadInt32BigEndian(at) != 0 && BinaryPrimitives.ReadInt32BigEndian(at.AsSpan(4)) == partition
                        && BinaryPrimitives.ReadInt64BigEndian(at.AsSpan(8)) == offset ? at : null;
                }
            }

            var record = db.Get(key!);
            record[^1] ^= 1;
            db.Put(key!, record);
        }

        Log = OpenLog();
    }

    /// <summary>Everything a topic holds, partition by partition.</summary>
    public async Task<List<(TopicPartition Partition, LogRecord Record)>> ReadTopicAsync(string topic)
    {
        var found = new List<(TopicPartition, LogRecord)>();
        if (await Log.DescribeAsync(topic, default) is null)
        {
            return found;
        }

        await using var reader = Log.ReadAll([topic], new FromTheBeginning(), ConsumerLimits.Default);
        while (await reader.ReadAsync(TimeSpan.FromMilliseconds(50), default) is { } batch)
        {
            found.AddRange(batch.Records.Select(record => (batch.Partition, record)));
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await _shared.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private EmbeddedEventLog OpenLog() => new(
        Path.Combine(_folder, "log"), LogOptions, TimeProvider.System, _shared.GetRequiredService<IMeterFactory>(), NullLogger<EmbeddedEventLog>.Instance);

    private sealed class FromTheBeginning : IAssignmentListener
    {
        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>());

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}

/// <summary>The services of one process.</summary>
internal sealed class Process
{
    public Process(
        IEventLog log, ICaseworkDbFactory databases, EventLogOptions logOptions, IPayloadSeal seal, IMeterFactory meters, CaseworkTuning tuning, TimeProvider time,
        Func<ISuspicionSink, ISuspicionSink>? sink = null)
    {
        var elements = new CaseElements(Some.Scenarios);
        var metrics = new CaseworkMetrics(meters);
        var signals = new CaseworkSignals();
        Writer = new CaseworkWriter(databases, signals, elements, Some.Calendar, time);
        Elements = new ElementStore(databases, Writer, elements, Some.Calendar);
        Deadlines = new DeadlineRunner(Writer, databases, elements, Some.Calendar, Options.Create(tuning), metrics, time, NullLogger<DeadlineRunner>.Instance);
        LawfulUses = new LawfulUseRegister(databases, Writer, elements, Some.Calendar, time);
        Rules = new RuleDispatch(Writer, databases, elements, Some.Calendar);
        Commands = new CaseCommands(Writer, elements, Some.Calendar);
        Queries = new CaseQueries(databases, elements, Some.Calendar, time);
        Search = new CaseSearch(databases, elements);
        Sink = new SuspicionSink(Writer, elements, Some.Calendar, metrics);
        Health = new CaseworkHealth(time, NullLogger<CaseworkHealth>.Instance);
        var dead = new SuspicionDeadLetters(
            new DeadLetterLog(log, Options.Create(logOptions), meters), seal, metrics, NullLogger<SuspicionDeadLetters>.Instance);
        Consumer = new SuspicionConsumer(
            log, databases, sink?.Invoke(Sink) ?? Sink, dead, elements, Health, new ConsumerMetrics(meters), Options.Create(logOptions), Options.Create(tuning), time, NullLogger<SuspicionConsumer>.Instance);
        Outbox = new OutboxRelay(
            log, databases, Writer, signals, metrics, Options.Create(logOptions), Options.Create(tuning), time, NullLogger<OutboxRelay>.Instance);
        Feed = new CaseFeed(databases, signals, Options.Create(tuning), time, NullLogger<CaseFeed>.Instance);
    }

    public CaseworkWriter Writer { get; }

    public DeadlineRunner Deadlines { get; }

    public ElementStore Elements { get; }

    public LawfulUseRegister LawfulUses { get; }

    public RuleDispatch Rules { get; }

    public ICaseCommands Commands { get; }

    public ICaseQueries Queries { get; }

    public ICaseSearch Search { get; }

    public SuspicionSink Sink { get; }

    public SuspicionConsumer Consumer { get; }

    public OutboxRelay Outbox { get; }

    public CaseFeed Feed { get; }

    public CaseworkHealth Health { get; }

    /// <summary>Reads all suspicions there are, then stops.</summary>
    public async Task CatchUpAsync() => await Consumer.FollowAsync(TimeSpan.Zero, untilQuiet: true, default);
}
