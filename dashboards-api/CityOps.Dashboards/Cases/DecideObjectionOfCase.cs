using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Jobs;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Somebody uninvolved decides an objection (异议), with a written answer.</summary>
internal static class DecideObjectionOfCase
{
    internal sealed record Body(
        bool Upheld,
        [property: Description("The written answer; at most 4,000 characters.")] string Answer,
        [property: Description("What the visit is taken to have found, where upheld; 'not_found' where left out.")] CityOps.Contracts.Events.Outcome? CorrectedOutcome = null,
        [property: Description("One of the scenario's lawful reasons.")] string? LawfulReason = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/objection-decision", HandleAsync).RequireAuthorization(Policies.CasesVerify)
            .WithSummary("Decides the objection of whoever was visited; by somebody who acted nowhere in the case.").WithTags("Cases").AnswersCommand();

    private static async Task<IResult> HandleAsync(
        string id, Body body, HttpContext http, ICaseCommands commands, ICaseQueries cases, ScoringRuns scoring, IBackgroundJobClient jobs, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var command = new DecideObjection(http.CommandId(body.CommandId), body.Upheld, body.Answer, body.CorrectedOutcome, body.LawfulReason);
        var answer = await commands.GiveAsync(id, command, body.ExpectedVersion, user, Policies.CasesVerify, cancellationToken);

        // The dwelling is looked at anew, in the light of what is known of it now. A resend decides nothing a second time.
        if (body.Upheld && answer is Ok<CommandAccepted> { Value.Repeated: false } && await cases.GetAsync(id, cancellationToken) is { } decided
            && scoring.Scenarios.Contains(decided.Case.Scenario, StringComparer.Ordinal))
        {
            jobs.Enqueue<DailyScoring>(job => job.RunAsync(decided.Case.Scenario, CancellationToken.None));
        }

        return answer;
    }
}
