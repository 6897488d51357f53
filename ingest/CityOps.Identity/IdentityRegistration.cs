using CityOps.Identity.Audit;
using CityOps.Identity.Sealing;
using CityOps.Identity.Secrets;
using CityOps.Identity.Storage;
using CityOps.Identity.Vault;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityOps.Identity;

public static class IdentityRegistration
{
    private const string VaultPurpose = "cityops vault v1";
    private const string PayloadPurpose = "cityops payload v1";

    /// <summary>
    /// Adds <see cref="ISecretStore"/>, <see cref="IIdentityVault"/>, <see cref="IPayloadSeal"/>, <see cref="IVaultMaintenance"/> and
    /// <see cref="IAuditLog"/>, configured by <see cref="IdentityOptions"/>.
    /// </summary>
    public static IServiceCollection AddCityOpsIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IdentityOptions>().Bind(configuration.GetSection("CityOps"))
            .ValidateDataAnnotations()
            .Validate(o => Path.IsPathFullyQualified(o.DataFolder), "CityOps:DataFolder must be an absolute path.")
            .Validate(o => o.Database.Provider is "sqlite" or "postgres", "CityOps:Database:Provider is 'sqlite' or 'postgres'.")
            .Validate(o => !o.IsPostgres || o.Database.ConnectionString.Length > 0, "CityOps:Database:ConnectionString is needed for postgres.")
            .Validate(o => o.Identity.SealKeyId is >= 1 and <= 65_535, "CityOps:Identity:SealKeyId is 1 to 65535.")
            .Validate(o => o.Identity.MaxCachedIdentifiers >= 1_000, "CityOps:Identity:MaxCachedIdentifiers is at least 1000.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ISecretStore>(s => new SecretStore(configuration, OptionsOf(s).DataFolder));
        services.AddSingleton<IdentityDatabase>(s => DatabaseOf(OptionsOf(s)));
        services.AddSingleton<VaultStates>();
        services.AddSingleton(s => new VaultFields(SealOf(s, VaultPurpose)));
        services.AddSingleton(s => new KeyCache(OptionsOf(s).Identity.MaxCachedIdentifiers));
        services.AddSingleton<KeyAssigner>();
        services.AddSingleton<IdentityVault>();
        services.AddSingleton<IIdentityVault>(s => s.GetRequiredService<IdentityVault>());
        services.AddSingleton<IVaultMaintenance, VaultMaintenance>();
        services.AddSingleton<IPayloadSeal>(s => SealOf(s, PayloadPurpose));
        services.AddSingleton(s => new AuditHead(Path.Combine(OptionsOf(s).DataFolder, "audit-head.json")));
        services.AddSingleton<IAuditLog, AuditLog>();
        return services;
    }

    private static IdentityOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<IdentityOptions>>().Value;

    private static AesGcmSeal SealOf(IServiceProvider services, string purpose) =>
        new(services.GetRequiredService<ISecretStore>(), OptionsOf(services).Identity.SealKeyId, purpose);

    private static IdentityDatabase DatabaseOf(IdentityOptions options) => options.IsPostgres
        ? new PostgresIdentityDatabase(options.Database.ConnectionString)
        : new SqliteIdentityDatabase(Path.Combine(options.DataFolder, "identity.db"), options.Identity.BusyTimeoutSeconds);
}
