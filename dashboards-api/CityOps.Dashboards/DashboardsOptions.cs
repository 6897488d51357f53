using System.ComponentModel.DataAnnotations;
using CityOps.Dashboards.Map;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards;

/// <summary>The part of the section <c>CityOps</c> that the pages and the API read.</summary>
public sealed class DashboardsOptions
{
    /// <summary>Lets a signed-in person switch roles; for demonstrations only.</summary>
    public bool Demo { get; set; }

    /// <summary>IANA name; the daily jobs run by this clock and the pages show it.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    public ApiOptions Dashboards { get; set; } = new();

    public PrivacyOptions Privacy { get; set; } = new();

    public sealed class PrivacyOptions
    {
        /// <summary>k: counts of households below it are suppressed, with the cells from which they could be computed.</summary>
        [Range(2, 1_000)]
        public int MinCellCount { get; set; } = 5;

        /// <summary>From which probability on a dwelling counts on the map.</summary>
        [Range(0, 1)]
        public double HeatMinProbability { get; set; } = 0.5;
    }

    public sealed class ApiOptions
    {
        /// <summary>A comment is sent on an idle event stream this often, so that proxies keep it open.</summary>
        [Range(1_000, 300_000)]
        public int StreamHeartbeatMs { get; set; } = 15_000;

        /// <summary>How often the facts that indicators count look for new events of cases.</summary>
        [Range(10, 60_000)]
        public int FactsPollMs { get; set; } = 1_000;

        /// <summary>How old the answer of the big screen may be before it is computed anew: many screens cost no more than one.</summary>
        [Range(0, 300_000)]
        public int OverviewCacheMs { get; set; } = 3_000;

        /// <summary>How many requests to the API one person, program or (unsigned) address may make within a minute.</summary>
        [Range(1, 10_000_000)]
        public int RequestsAMinute { get; set; } = 30_000;

        /// <summary>How many sign-ins, changes of passwords and codes one address may try within a minute.</summary>
        [Range(1, 10_000)]
        public int SignInsAMinute { get; set; } = 120;

        /// <summary>When the daily scoring jobs run, local time, as a cron expression.</summary>
        [Required]
        public string ScoringCron { get; set; } = "10 2 * * *";

        /// <summary>When drift of the models is measured, local time, as a cron expression.</summary>
        [Required]
        public string DriftCron { get; set; } = "40 4 * * *";

        /// <summary>When models are trained anew on what visits found, local time, as a cron expression; a new version scores in shadow.</summary>
        [Required]
        public string RetrainingCron { get; set; } = "20 3 1 * *";

        /// <summary>Whether scientists may ask open tables in SQL. Off unless somebody decides for it: what a statement may do rests on this program's list of what is harmless, not on rights of the engine.</summary>
        public bool Sql { get; set; }

        /// <summary>Whether a household's case is decided only by who opened its evidence within a day. A demonstration leaves it out, so that its story can be told by a few requests.</summary>
        public bool EvidenceFirst { get; set; } = true;

        /// <summary>How browsers reach this server, such as <c>https://cityops.example</c>: what briefs link to. Empty: as whoever asks for one reached it.</summary>
        [RegularExpression("^(https?://[^/?#]+(/[^?#]*)?)?$", ErrorMessage = "PublicAddress is no address. Give one such as https://cityops.example.")]
        public string PublicAddress { get; set; } = "";

        /// <summary>The folder of the built pages; empty: <c>web</c> beside the program.</summary>
        public string WebFolder { get; set; } = "";

        /// <summary>What lies under the district's own layers on maps.</summary>
        [ValidateObjectMembers]
        public MapOptions Map { get; set; } = new();
    }
}
