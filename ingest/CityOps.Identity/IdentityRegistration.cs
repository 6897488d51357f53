using CityOps.Identity.Audit;
using CityOps.Identity.Photos;
using CityOps.Identity.Reveals;
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
    private const string PhotoPurpose = "cityops photo v1";

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
            .Validate(
                o => o.Audit.AnchorUrl.Length == 0 || (Uri.TryCreate(o.Audit.AnchorUrl, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")),
                "CityOps:Audit:AnchorUrl is an http or https address.")
            .Validate(o => o.Audit.AnchorFile.Length == 0 || Path.IsPathFullyQualified(o.Audit.AnchorFile), "CityOps:Audit:AnchorFile must be an absolute path.")
            .Validate(o => o.Reveal is { MinutesValid: > 0, MostDwellingsADay: > 0, MostInBulk: > 0 }, "CityOps:Reveal: MinutesValid, MostDwellingsADay and MostInBulk are above 0.")
            .Validate(o => o.Photos is { MaxBytes: >= 10_000, MostAnOrder: > 0 }, "CityOps:Photos: MaxBytes is at least 10000, MostAnOrder above 0.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISecretStore>(s => new SecretStore(configuration, OptionsOf(s).DataFolder));
        services.AddSingleton<IdentityDatabase>(s => DatabaseOf(OptionsOf(s)));
        services.AddSingleton<VaultStates>();
        services.AddSingleton(s => new VaultFields(SealOf(s, VaultPurpose)));
        services.AddSingleton(s => new KeyCache(OptionsOf(s).Identity.MaxCachedIdentifiers));
        services.AddSingleton<KeyAssigner>();
        services.AddSingleton<IdentityVault>();
        services.AddSingleton<IIdentityVault>(s => s.GetRequiredService<IdentityVault>());
        services.AddSingleton<IVaultMaintenance, VaultMaintenance>();
        services.AddSingleton<IPayloadSeal>(s => SealOf(s, PayloadPurpose));
        services.AddSingleton(s => AnchorsOf(OptionsOf(s)));
        services.AddHttpClient();
        services.AddSingleton<AnchorPublisher>();
        services.AddHostedService(s => s.GetRequiredService<AnchorPublisher>());
        services.AddSingleton<AuditChain>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<PackageSigner>();
        services.AddSingleton<IRevealLedger, RevealLedger>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<PhotoVault>(s, SealOf(s, PhotoPurpose)));
        services.AddSingleton<IPhotoVault>(s => s.GetRequiredService<PhotoVault>());
        return services;
    }

    private static IdentityOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<IdentityOptions>>().Value;

    private static AuditAnchors AnchorsOf(IdentityOptions options) => new(
        Path.Combine(options.DataFolder, "audit-head.json"),
        options.Audit.AnchorFile.Length > 0 ? options.Audit.AnchorFile : Path.Combine(options.DataFolder, "audit-anchors.jsonl"));

    private static RecordSeal SealOf(IServiceProvider services, string purpose) => new(
        services.GetRequiredService<ISecretStore>(), OptionsOf(services).Identity.SealKeyId, SealCiphers.VersionOf(OptionsOf(services).Identity.SealAlgorithm), purpose);

    private static IdentityDatabase DatabaseOf(IdentityOptions options) => options.IsPostgres
        ? new PostgresIdentityDatabase(options.Database.ConnectionString)
        : new SqliteIdentityDatabase(Path.Combine(options.DataFolder, "identity.db"), options.Identity.BusyTimeoutSeconds);
}
