using System.ComponentModel.DataAnnotations;

namespace CityOps.Identity;

/// <summary>The part of the section <c>CityOps</c> that Identity reads.</summary>
public sealed class IdentityOptions
{
    /// <summary>Absolute path of the data folder: <c>identity.db</c>, <c>audit-head.json</c> and <c>secrets/</c> live there.</summary>
    [Required]
    public string DataFolder { get; set; } = "";

    public DatabaseOptions Database { get; set; } = new();

    public VaultOptions Identity { get; set; } = new();

    public AuditOptions Audit { get; set; } = new();

    public RevealOptions Reveal { get; set; } = new();

    public PhotoOptions Photos { get; set; } = new();

    public sealed class DatabaseOptions
    {
        /// <summary><c>sqlite</c> (a file in the data folder) or <c>postgres</c>.</summary>
        [RegularExpression("^(sqlite|postgres)$")]
        public string Provider { get; set; } = "sqlite";

        /// <summary>PostgreSQL only.</summary>
        public string ConnectionString { get; set; } = "";
    }

    public sealed class VaultOptions
    {
        /// <summary>How many identifiers are kept in memory with their keys; at most about 90 bytes each.</summary>
        [Range(1_000, 100_000_000)]
        public int MaxCachedIdentifiers { get; set; } = 1_000_000;

        /// <summary>
        /// The number of the secret (<c>identity-seal-{n}</c>) that new seals are made with. To rotate: set the next number, then run
        /// <see cref="IVaultMaintenance.ResealAsync"/>; payloads sealed before still open while their secret is kept.
        /// </summary>
        [Range(1, 65_535)]
        public int SealKeyId { get; set; } = 1;

        /// <summary><c>aes-256-gcm</c>, or <c>sm4-gcm</c> (GB/T 32907). What was sealed otherwise still opens; <see cref="IVaultMaintenance.ResealAsync"/> seals it anew.</summary>
        [RegularExpression("^(aes-256-gcm|sm4-gcm)$")]
        public string SealAlgorithm { get; set; } = "aes-256-gcm";

        /// <summary>How long a process waits for another's write to the SQLite file, in seconds.</summary>
        [Range(1, 600)]
        public int BusyTimeoutSeconds { get; set; } = 60;
    }

    public sealed class AuditOptions
    {
        /// <summary>The file that gets a line for each entry; empty: <c>audit-anchors.jsonl</c> in the data folder. Best on a disk of its own that only appends.</summary>
        public string AnchorFile { get; set; } = "";

        /// <summary>Where the chain's head is posted to; empty: nowhere. The body is signed (<c>X-CityOps-Signature</c>) with the secret <c>audit-anchor</c>.</summary>
        public string AnchorUrl { get; set; } = "";

        /// <summary>How often the head is posted, in seconds, where it changed.</summary>
        [Range(1, 86_400)]
        public int AnchorIntervalSeconds { get; set; } = 60;
    }

    public sealed class RevealOptions
    {
        /// <summary>How long an opening lasts, in minutes.</summary>
        [Range(1, 1_440)]
        public int MinutesValid { get; set; } = 30;

        /// <summary>How many dwellings a person may open one by one within 24 hours; more need a second pair of eyes.</summary>
        [Range(1, 10_000)]
        public int MostDwellingsADay { get; set; } = 30;

        /// <summary>The most work orders of one bulk request.</summary>
        [Range(1, 10_000)]
        public int MostInBulk { get; set; } = 100;
    }

    public sealed class PhotoOptions
    {
        /// <summary>The largest photo, in bytes.</summary>
        [Range(10_000, 100_000_000)]
        public int MaxBytes { get; set; } = 12_000_000;

        /// <summary>The most photos of one work order.</summary>
        [Range(1, 1_000)]
        public int MostAnOrder { get; set; } = 40;

        /// <summary>How many days photos are kept; then they are erased, and the audit log keeps their hashes. 0: for ever.</summary>
        [Range(0, 36_500)]
        public int KeepDays { get; set; } = 1_095;
    }

    internal bool IsPostgres => string.Equals(Database.Provider, "postgres", StringComparison.Ordinal);
}
