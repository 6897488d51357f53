using Microsoft.AspNetCore.Authorization;

namespace CityOps.Dashboards.Auth;

/// <summary>
/// Every right in the system and the roles that have it, in one place. What no policy names is denied: the fallback policy asks for a
/// signed-in caller, and a test holds that every endpoint names a policy of its own.
/// </summary>
public static class Policies
{
    /// <summary>Send events through the gateway.</summary>
    public const string Ingest = "ingest";

    /// <summary>Any signed-in caller: who am I, which scenarios exist.</summary>
    public const string SignedIn = "signed-in";

    public const string CasesRead = "cases.read";

    /// <summary>Ask who came by a place: movement traces are sensitive (PIPL art. 28).</summary>
    public const string TracesRead = "traces.read";

    /// <summary>See which signals of which devices are muted, and how often devices are at fault.</summary>
    public const string MutesRead = "mutes.read";

    /// <summary>Mute a signal of a device, or lift a mute.</summary>
    public const string MutesChange = "mutes.change";

    /// <summary>See the district's sites, routes and cells: no subject's movements or homes.</summary>
    public const string MapRead = "map.read";

    /// <summary>Take a case up, before anything is decided.</summary>
    public const string CasesTriage = "cases.triage";

    /// <summary>Decide, by name and with a reason, whether a case deserves a visit.</summary>
    public const string CasesReview = "cases.review";

    /// <summary>Verify a reported outcome and close the case.</summary>
    public const string CasesVerify = "cases.verify";
    public const string WorkOrdersCreate = "workorders.create";
    public const string WorkOrdersOutcome = "workorders.outcome";

    /// <summary>List work orders: one's own at least.</summary>
    public const string WorkOrdersRead = "workorders.read";

    /// <summary>List everybody's work orders: the dispatch board.</summary>
    public const string WorkOrdersReadAll = "workorders.read_all";

    /// <summary>Decide whose a case is where units disagree.</summary>
    public const string CasesArbitrate = "cases.arbitrate";

    /// <summary>Look again whether a violation was set right.</summary>
    public const string CasesRecheck = "cases.recheck";

    /// <summary>Enter the objection of somebody who was visited.</summary>
    public const string ObjectionsRaise = "objections.raise";

    /// <summary>Read the standard elements.</summary>
    public const string ElementsRead = "elements.read";

    /// <summary>Change or import standard elements.</summary>
    public const string ElementsManage = "elements.manage";

    /// <summary>Ask that a use be registered as lawful, and read the register.</summary>
    public const string LawfulUsesRequest = "lawful_uses.request";

    /// <summary>Approve or revoke a registered use.</summary>
    public const string LawfulUsesApprove = "lawful_uses.approve";

    /// <summary>See who is on duty and what they carry.</summary>
    public const string DispatchPlan = "dispatch.plan";

    /// <summary>See how far landing is behind the log (<c>replay --wait</c>).</summary>
    public const string LandingProgress = "landing.progress";

    /// <summary>See how every consumer of the log fares.</summary>
    public const string PipelinesRead = "pipelines.read";

    /// <summary>List dead letters: reasons and origins, never what they hold.</summary>
    public const string DeadLettersRead = "deadletters.read";

    /// <summary>Send dead letters again, unseen.</summary>
    public const string DeadLettersRequeue = "deadletters.requeue";

    /// <summary>See how much of the data came, how late, and how complete the register is. Names no subject.</summary>
    public const string QualityRead = "quality.read";

    /// <summary>Run a scoring job now.</summary>
    public const string ScoringRun = "scoring.run";

    /// <summary>Read indicators without any subject.</summary>
    public const string SummaryRead = "summary.read";

    /// <summary>See which cases stand behind an indicator.</summary>
    public const string IndicatorCases = "indicators.cases";

    /// <summary>See where every truck is now: the big screen. Movement traces of one truck are not in it.</summary>
    public const string FleetRead = "fleet.read";

    /// <summary>See counts on the map; small ones are suppressed.</summary>
    public const string HeatRead = "map.heat";

    /// <summary>Send reports from outside: the 12345 hotline, the grid platform, Open311.</summary>
    public const string IntakeSend = "intake.send";

    /// <summary>See how reports from outside stand; not what was said in them.</summary>
    public const string IntakeRead = "intake.read";

    /// <summary>Read, with a reason, what was said in a report from outside, and say whom it is about.</summary>
    public const string IntakeWork = "intake.work";

    /// <summary>Say who is told of changes of cases, and have messages sent again.</summary>
    public const string WebhooksManage = "webhooks.manage";

    /// <summary>Read handovers and campaigns.</summary>
    public const string ShiftsRead = "shifts.read";

    /// <summary>Draft and sign handovers.</summary>
    public const string ShiftsHandOver = "shifts.handover";

    /// <summary>Plan a campaign and freeze its list.</summary>
    public const string CampaignsLead = "campaigns.lead";

    /// <summary>Read the register of sites and permits.</summary>
    public const string RegisterRead = "register.read";

    /// <summary>Register sites and permits, and end them.</summary>
    public const string RegisterManage = "register.manage";

    public const string ModelsRead = "models.read";
    public const string ModelsPromote = "models.promote";

    /// <summary>Ask the open tables of the warehouse in SQL: none of dwellings or cases is among them.</summary>
    public const string SqlRun = "sql.run";
    public const string AuditRead = "audit.read";

    /// <summary>Make and change accounts and tokens of programs.</summary>
    public const string AccountsManage = "accounts.manage";

    /// <summary>Open the address behind one's own work order.</summary>
    public const string Reveal = "reveals.make";

    /// <summary>Be the second pair of eyes on somebody else's bulk request; shows no address.</summary>
    public const string RevealApprove = "reveals.approve";

    /// <summary>Add photos to one's own work order.</summary>
    public const string PhotosAdd = "photos.add";

    /// <summary>See photos: of one's own work order, or as a reviewer.</summary>
    public const string PhotosRead = "photos.read";

    /// <summary>Take a case's evidence out as one signed file, photos of visits included.</summary>
    public const string EvidenceExport = "evidence.export";

    /// <summary>Open what was sealed: dead letters.</summary>
    public const string SealsOpen = "seals.open";

    /// <summary>See which terminals of trucks are connected and which are unknown.</summary>
    public const string TerminalsRead = "terminals.read";

    /// <summary>Speak to a driver, ask for faster tracking or a picture.</summary>
    public const string TerminalsCommand = "terminals.command";

    /// <summary>See what cameras of trucks took.</summary>
    public const string TerminalMediaRead = "terminals.media";

    /// <summary>The jobs dashboard.</summary>
    public const string JobsManage = "jobs.manage";

    /// <summary>Scrape metrics; they name no subject.</summary>
    public const string MetricsRead = "metrics.read";

    private static readonly Dictionary<string, string[]> RolesOfPolicy = new(StringComparer.Ordinal)
    {
        [Ingest] = [Roles.Ingest],
        [SignedIn] = [.. Roles.All],
        [CasesRead] = [Roles.Analyst, Roles.Reviewer, Roles.Inspector, Roles.Leader, Roles.Auditor],
        [TracesRead] = [Roles.Analyst, Roles.Reviewer],
        [MutesRead] = [Roles.Analyst, Roles.Reviewer, Roles.Leader, Roles.Auditor, Roles.SystemAdmin],
        [MutesChange] = [Roles.Analyst, Roles.Reviewer],
        [MapRead] = [Roles.Analyst, Roles.Reviewer, Roles.Inspector, Roles.Leader, Roles.Auditor, Roles.SystemAdmin],
        [CasesTriage] = [Roles.Analyst, Roles.Reviewer],
        [CasesReview] = [Roles.Analyst, Roles.Reviewer],
        [CasesVerify] = [Roles.Reviewer, Roles.Leader],
        [WorkOrdersCreate] = [Roles.Analyst, Roles.Reviewer, Roles.Leader],
        [WorkOrdersOutcome] = [Roles.Inspector],
        [WorkOrdersRead] = [Roles.Analyst, Roles.Reviewer, Roles.Inspector, Roles.Leader, Roles.Auditor],
        [WorkOrdersReadAll] = [Roles.Analyst, Roles.Reviewer, Roles.Leader, Roles.Auditor],

        [CasesArbitrate] = [Roles.Leader],
        [CasesRecheck] = [Roles.Inspector, Roles.Reviewer],
        [ObjectionsRaise] = [Roles.Analyst, Roles.Reviewer, Roles.Inspector],
        [ElementsRead] = [Roles.Analyst, Roles.Reviewer, Roles.Leader, Roles.Auditor, Roles.SystemAdmin],
        [ElementsManage] = [Roles.SystemAdmin],
        [LawfulUsesRequest] = [Roles.Analyst, Roles.Reviewer, Roles.Leader],
        [LawfulUsesApprove] = [Roles.Reviewer, Roles.Leader],
        [DispatchPlan] = [Roles.Analyst, Roles.Reviewer, Roles.Leader],
        [LandingProgress] = [Roles.Ingest, Roles.SystemAdmin],
        [PipelinesRead] = [Roles.SystemAdmin],
        [DeadLettersRead] = [Roles.SystemAdmin, Roles.SecurityAdmin, Roles.Auditor],
        [DeadLettersRequeue] = [Roles.SystemAdmin, Roles.SecurityAdmin],
        [QualityRead] = [Roles.SystemAdmin, Roles.SecurityAdmin, Roles.Auditor],
        [ScoringRun] = [Roles.Scientist, Roles.SystemAdmin],
        [SummaryRead] = [Roles.Analyst, Roles.Reviewer, Roles.Leader, Roles.Auditor, Roles.SystemAdmin],
        [IndicatorCases] = [Roles.Analyst, Roles.Reviewer, Roles.Leader, Roles.Auditor],
        [FleetRead] = [Roles.Analyst, Roles.Reviewer, Roles.Leader],
        [HeatRead] = [Roles.Analyst, Roles.Reviewer, Roles.Leader],
        [IntakeSend] = [Roles.Ingest],
        [IntakeWork] = [Roles.Analyst, Roles.Reviewer],
        [IntakeRead] = [Roles.Ingest, Roles.Analyst, Roles.Reviewer, Roles.Leader],
        [WebhooksManage] = [Roles.SystemAdmin],
        [ShiftsRead] = [Roles.Analyst, Roles.Reviewer, Roles.Leader, Roles.Auditor],
        [ShiftsHandOver] = [Roles.Analyst, Roles.Reviewer, Roles.Leader],
        [CampaignsLead] = [Roles.Reviewer, Roles.Leader],
        [RegisterRead] = [Roles.Analyst, Roles.Reviewer, Roles.Leader, Roles.Auditor, Roles.SystemAdmin],
        [RegisterManage] = [Roles.SystemAdmin],
        [ModelsRead] = [Roles.Scientist, Roles.Leader, Roles.Auditor],
        [ModelsPromote] = [Roles.Scientist],
        [SqlRun] = [Roles.Scientist],
        [AccountsManage] = [Roles.SecurityAdmin],
        [AuditRead] = [Roles.Auditor],
        [Reveal] = [Roles.Inspector],
        [RevealApprove] = [Roles.Reviewer, Roles.Leader],
        [PhotosAdd] = [Roles.Inspector],
        [PhotosRead] = [Roles.Inspector, Roles.Reviewer],
        [EvidenceExport] = [Roles.Reviewer],
        [SealsOpen] = [Roles.SecurityAdmin],
        [TerminalsRead] = [Roles.Analyst, Roles.SystemAdmin],
        [TerminalsCommand] = [Roles.Analyst, Roles.Leader],
        [TerminalMediaRead] = [Roles.Analyst, Roles.Reviewer],
        [JobsManage] = [Roles.SystemAdmin],
        [MetricsRead] = [Roles.SystemAdmin],
    };

    public static IReadOnlyCollection<string> All => RolesOfPolicy.Keys;

    /// <summary>The roles a policy lets pass.</summary>
    public static IReadOnlyList<string> RolesOf(string policy) => RolesOfPolicy[policy];

    /// <summary>The policies that a caller with these roles passes, for the pages to show only what works.</summary>
    public static IReadOnlyList<string> Granted(IReadOnlyCollection<string> roles) =>
        [.. RolesOfPolicy.Where(p => p.Value.Any(roles.Contains)).Select(p => p.Key)];

    // A program's token names what it may do; whoever has no such claim may do all that the roles give.
    private static bool InScope(System.Security.Claims.ClaimsPrincipal user, string policy) =>
        !user.HasClaim(c => c.Type is TokenRules.ScopeClaim) || user.HasClaim(TokenRules.ScopeClaim, policy);

    internal static void Configure(AuthorizationOptions options)
    {
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.DefaultPolicy = signedIn;
        options.FallbackPolicy = signedIn;
        foreach (var (name, roles) in RolesOfPolicy)
        {
            options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(roles).RequireAssertion(context => InScope(context.User, name)));
        }
    }
}
