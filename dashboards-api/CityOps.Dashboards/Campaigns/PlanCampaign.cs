using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework;
using CityOps.Casework.Elements;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Campaigns;

/// <summary>Plans a campaign: name, purpose, dates and the units that go out.</summary>
internal static class PlanCampaign
{
    private const int LongestUnit = 64;
    private const int MostUnitsNamed = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(183);

    internal sealed record Body(
        string Name, string Scenario, [property: Description("Why it is held, at most 1,000 characters.")] string Purpose, DateTimeOffset StartsAt,
        [property: Description("Exclusive, at most half a year after the start.")] DateTimeOffset EndsAt,
        [property: Description("Codes of the units that go out.")] IReadOnlyList<string> Teams);

    public static void Map(IEndpointRouteBuilder group) =>
        group.MapPost("/", HandleAsync).RequireAuthorization(Policies.CampaignsLead)
            .WithSummary("Plans a campaign.").Produces<CampaignEndpoints.Campaign>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        Body body, IOperationsDbFactory databases, CaseElements elements, IOptions<CaseworkTuning> casework, IAuditLog audit, TimeProvider time, ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var wrong = Wrong(body, elements).Concat(WrongTeams(body.Teams, elements.Data, casework.Value.KnownUnitsOnly)).ToList();
        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        var now = time.GetUtcNow();
        var row = new CampaignRow
        {
            CampaignId = "cp_" + Guid.CreateVersion7(now).ToString("N"),
            Name = body.Name,
            Scenario = body.Scenario,
            Purpose = body.Purpose,
            StartsAt = body.StartsAt.ToUniversalTime(),
            EndsAt = body.EndsAt.ToUniversalTime(),
            Teams = string.Join(',', body.Teams.Distinct(StringComparer.Ordinal)),
            CreatedBy = Caller.NameOf(user),
            CreatedAt = now,
        };
        await audit.AppendAsync(
            new AuditEvent(row.CreatedBy, Caller.ActingRole(user, Policies.CampaignsLead), AuditAction.CampaignPlanned, $"{row.CampaignId} {row.Scenario}", $"{row.Name}: {row.Purpose}"),
            cancellationToken);
        await using var db = databases.Create();
        db.Campaigns.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/campaigns/{row.CampaignId}", CampaignEndpoints.Of(row, 0));
    }

    private static IEnumerable<(string Field, object? Value, string WayOut)> Wrong(Body body, CaseElements elements)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 100 || string.IsNullOrWhiteSpace(body.Purpose) || body.Purpose.Length > 1_000)
        {
            yield return ("name", body.Name, "Give a name of at most 100 characters and a purpose of at most 1,000.");
        }

        if (!elements.TryGet(body.Scenario, out _))
        {
            yield return ("scenario", body.Scenario, $"Choose one of: {string.Join(", ", elements.All.Select(e => e.Scenario))}.");
        }

        if (body.EndsAt <= body.StartsAt || body.EndsAt - body.StartsAt > Longest)
        {
            yield return ("ends_at", body.EndsAt, "It must lie after 'starts_at', by at most 183 days.");
        }
    }

    // The first that is wrong says enough: a unit that is none would be dealt cases that nobody goes to.
    private static IEnumerable<(string Field, object? Value, string WayOut)> WrongTeams(IReadOnlyList<string> teams, ElementSet data, bool knownOnly)
    {
        if (teams.Count is 0)
        {
            yield return ("teams", 0, "Name one unit at least, by its code.");
        }
        else if (teams.FirstOrDefault(team => !IsOne(team)) is { } several)
        {
            yield return ("teams", several, $"Each entry is one unit of at most {LongestUnit} characters, without commas: ["
                + string.Join(", ", several.Split([',', '，', '、', ';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => $"\"{part}\"")) + "].");
        }
        else if (knownOnly && teams.FirstOrDefault(team => !data.TakesUnit(team)) is { } unknown)
        {
            yield return ("teams", unknown, $"Choose among: {string.Join(", ", data.UnitCodes.Take(MostUnitsNamed))}.");
        }
    }

    private static bool IsOne(string team) => !string.IsNullOrWhiteSpace(team) && team.Length <= LongestUnit && team.IndexOfAny([',', '，', '、', ';', '；', '\n']) < 0;
}
