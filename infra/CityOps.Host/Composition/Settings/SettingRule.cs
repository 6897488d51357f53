using System.Buffers.Text;
using System.Net;
using System.Text.RegularExpressions;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Secrets;
using NodaTime;

namespace CityOps.Host.Composition.Settings;

/// <summary>What only a rule can say of a value.</summary>
/// <param name="Allowed">What may stand there, so that it can follow "it must be".</param>
internal sealed partial record SettingRule(Func<string, bool> IsRight, string Allowed)
{
    private static readonly SettingRule WebAddress = new(
        text => text.Length == 0 || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"), "an http or https address, or empty");

    private static readonly SettingRule Cron = new(text => CronLine().IsMatch(text.Trim()), "a cron expression of five fields such as '10 2 * * *'");

    private static readonly Dictionary<string, SettingRule> ByKey = new(StringComparer.OrdinalIgnoreCase)
    {
        // Working hours are counted by NodaTime's zones, days and jobs by the system's.
        ["CityOps:TimeZone"] = new(
            text => TimeZoneInfo.TryFindSystemTimeZoneById(text, out _) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is not null, "an IANA time zone such as Asia/Shanghai"),
        ["CityOps:Warehouse:Url"] = WebAddress,
        ["CityOps:Audit:AnchorUrl"] = WebAddress,
        ["CityOps:OpenId:Authority"] = WebAddress,
        ["CityOps:OpenId:Roles:*"] = new(text => Roles.All.Contains(text, StringComparer.Ordinal), OneOf(Roles.All)),
        ["CityOps:Secrets:*"] = new(IsSecret, $"base64 of at least {SecretNames.MinBytes} bytes, as 'openssl rand -base64 32' prints it"),
        ["CityOps:Jt808:Address"] = new(text => IPAddress.TryParse(text, out _), "an IP address: 0.0.0.0 for all, 127.0.0.1 for this machine alone"),
        ["CityOps:Webhooks:AllowedNetworks:*"] = new(text => IPNetwork.TryParse(text, out _), "a network such as 10.20.0.0/16"),
        ["CityOps:Dashboards:ScoringCron"] = Cron,
        ["CityOps:Dashboards:DriftCron"] = Cron,
        ["CityOps:Dashboards:RetrainingCron"] = Cron,
    };

    /// <summary>The rule of a key, or null where its type and attributes say all.</summary>
    public static SettingRule? Of(string key) => ByKey.GetValueOrDefault(key);

    // Empty is none: the key file in the data folder counts then.
    private static bool IsSecret(string text) =>
        text.Length == 0 || (Base64.IsValid(text.Trim(), out var bytes) && bytes >= SecretNames.MinBytes);

    public static string OneOf(IReadOnlyList<string> words) => words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    /// <summary>A pattern in words where it only lists words; else as it is.</summary>
    public static string OfPattern(string pattern)
    {
        var inner = pattern.TrimStart('^').TrimEnd('$');
        inner = inner.StartsWith('(') && inner.EndsWith(')') ? inner[1..^1] : inner;
        return ListOfWords().IsMatch(inner) ? OneOf(inner.Split('|')) : $"text that the pattern {pattern} matches";
    }

    [GeneratedRegex(@"^[\w-]+(\|[\w-]+)+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ListOfWords();

    // Each field: *, a number or a name, ranges, steps and lists of them.
    [GeneratedRegex(@"^[\w*?/,#-]+([ \t]+[\w*?/,#-]+){4}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CronLine();
}
