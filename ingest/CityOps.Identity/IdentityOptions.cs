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

        /// <summary>How long a process waits for another's write to the SQLite file, in seconds.</summary>
        [Range(1, 600)]
        public int BusyTimeoutSeconds { get; set; } = 60;
    }

    internal bool IsPostgres => string.Equals(Database.Provider, "postgres", StringComparison.Ordinal);
}
