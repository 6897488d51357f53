using System.ComponentModel.DataAnnotations;
using CityOps.Casework.Elements;

namespace CityOps.Casework;

/// <summary>The part of the section <c>CityOps</c> that Casework reads.</summary>
public sealed class CaseworkOptions
{
    public const string Section = "CityOps";

    /// <summary>Absolute path; <c>casework.db</c> lies there where the provider is sqlite.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>IANA name; working hours are counted in it.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";

    public DatabaseOptions Database { get; set; } = new();

    public CaseworkTuning Casework { get; set; } = new();

    internal bool IsPostgres => string.Equals(Database.Provider, "postgres", StringComparison.Ordinal);

    public sealed class DatabaseOptions
    {
        /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
        public string Provider { get; set; } = "sqlite";

        /// <summary>PostgreSQL only.</summary>
        public string ConnectionString { get; set; } = "";
    }
}

/// <summary>Section <c>CityOps:Casework</c>.</summary>
public sealed class CaseworkTuning
{
    /// <summary>Whether orders go to units of the standard elements alone, where these name any. A demonstration, whose units are examples, takes every name.</summary>
    public bool KnownUnitsOnly { get; set; } = true;

    public WorkCalendarOptions Calendar { get; set; } = new();

    /// <summary>Suspicions of one transaction: more are quicker, fewer let people's commands in between sooner.</summary>
    [Range(1, 4_096)]
    public int SuspicionsPerTransaction { get; set; } = 64;

    /// <summary>Messages that the outbox sends at once.</summary>
    [Range(1, 10_000)]
    public int OutboxBatchMessages { get; set; } = 500;

    /// <summary>How long the outbox gathers after a first message before it sends.</summary>
    [Range(0, 10_000)]
    public int OutboxGatherMs { get; set; } = 100;

    /// <summary>How often the outbox and the feed look for what another process committed.</summary>
    [Range(10, 60_000)]
    public int PollMs { get; set; } = 1_000;

    /// <summary>How long to wait after the log or the database failed.</summary>
    [Range(10, 600_000)]
    public int RetryDelayMs { get; set; } = 2_000;

    /// <summary>The longest such wait: it grows with each failure in a row, with jitter, from <see cref="RetryDelayMs"/> up to this.</summary>
    [Range(10, 3_600_000)]
    public int MaxRetryDelayMs { get; set; } = 30_000;

    /// <summary>How long a command's answer is kept for a phone that sends it again.</summary>
    [Range(1, 3_650)]
    public int KeepCommandsDays { get; set; } = 30;

    /// <summary>How long sent messages stay in the outbox table.</summary>
    [Range(0, 24 * 365)]
    public int KeepSentHours { get; set; } = 24;

    /// <summary>How many changes a subscriber of the feed may be behind before it is told to read anew.</summary>
    [Range(1, 100_000)]
    public int FeedCapacityItems { get; set; } = 256;

    /// <summary>How many missed changes the feed replays to a subscriber who comes back.</summary>
    [Range(0, 100_000)]
    public int FeedReplayItems { get; set; } = 1_000;
}
