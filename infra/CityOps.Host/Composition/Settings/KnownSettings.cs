using CityOps.Casework;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards;
using CityOps.Dashboards.Accounts;
using CityOps.Dashboards.EvidencePackages;
using CityOps.Dashboards.Webhooks;
using CityOps.EventLog;
using CityOps.Identity;
using CityOps.Ingest;
using CityOps.Ingest.Bridge;
using CityOps.Ingest.Jt808;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Quality;
using CityOps.Pipelines.Retention;
using CityOps.Pipelines.Streaming;
using CityOps.Pipelines.Watch;
using CityOps.Warehouse;
using CityOps.Warehouse.Retention;
using Serilog.Events;

namespace CityOps.Host.Composition.Settings;

/// <summary>Every key below <c>CityOps</c> that some part of the program reads.</summary>
internal static class KnownSettings
{
    public const string Root = "CityOps";

    private const string LogLevel = "CityOps:Log:Level";
    private const string DemoSubjects = "CityOps:DemoSubjects:*";
    private const string Secrets = "CityOps:Secrets:*";

    /// <summary>The sections of the parts that every process has; scenarios add theirs by <see cref="SettingsPart"/>.</summary>
    public static IReadOnlyList<SettingsPart> Sections { get; } =
    [
        new(Root, typeof(DashboardsOptions)),
        new(Root, typeof(IdentityOptions)),
        new(CaseworkOptions.Section, typeof(CaseworkOptions)),
        new("CityOps:Casework", typeof(CaseworkTuning)),
        new("CityOps:Webhooks", typeof(WebhookOptions)),
        new("CityOps:OpenId", typeof(OpenIdOptions)),
        new("CityOps:Evidence", typeof(PackageOptions)),
        new("CityOps:Warehouse", typeof(WarehouseOptions)),
        new(EventLogOptions.Section, typeof(EventLogOptions)),
        new(IngestOptions.Section, typeof(IngestOptions)),
        new(BridgeOptions.Section + ":*", typeof(BridgeOptions)),
        new(Jt808Options.Section, typeof(Jt808Options)),
        new(LandingOptions.Section, typeof(LandingOptions)),
        new(StreamingOptions.Section, typeof(StreamingOptions)),
        new(RetentionOptions.Section, typeof(RetentionOptions)),
        new(QualityOptions.Section, typeof(QualityOptions)),
        new(WatchOptions.Section, typeof(WatchOptions)),
    ];

    /// <summary>The tree of all keys, from its root without a name.</summary>
    public static SettingNode Of(ScenarioCatalog scenarios)
    {
        var root = new SettingNode("");
        foreach (var part in Sections.Concat(scenarios.Of<SettingsPart>()))
        {
            OptionTypes.Add(root.At(part.Section), part.Options);
        }

        foreach (var part in scenarios.Of<RetentionPart>())
        {
            root.At($"{RetentionDays.Section}:{part.Table}").Allow(new SettingValue(typeof(int), [new System.ComponentModel.DataAnnotations.RangeAttribute(0, RetentionDays.MostDays)], rule: null));
        }

        root.At(LogLevel).Allow(new SettingValue(typeof(LogEventLevel), [], rule: null));
        root.At(DemoSubjects).Allow(new SettingValue(typeof(int), [new System.ComponentModel.DataAnnotations.RangeAttribute(0, 10_000_000)], rule: null));
        root.At(Secrets).Allow(new SettingValue(typeof(string), [], SettingRule.Of(Secrets)));
        return root;
    }

    /// <summary>Whether nobody may see what stands at a key: credentials, and free-form sections that may hold some.</summary>
    public static bool IsSecret(string key) =>
        key.StartsWith("CityOps:Secrets:", StringComparison.OrdinalIgnoreCase)
        || key.Contains(":Settings:", StringComparison.OrdinalIgnoreCase)
        || ((string[])["password", "secret", "connectionstring", "token", "credential"]).Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));
}
