using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CityOps.Dashboards.Cases;

/// <summary>Gives a command to casework for the caller, and turns its answer into HTTP: 409 says what is allowed now.</summary>
internal static class CommandAnswers
{
    public static async Task<IResult> GiveAsync(
        this ICaseCommands commands,
        string id,
        ICaseCommand command,
        long? expectedVersion,
        ClaimsPrincipal user,
        string policy,
        CancellationToken cancellationToken)
    {
        var actor = new Actor(Caller.NameOf(user), Caller.ActingRole(user, policy));
        var result = await commands.HandleAsync(id, command, actor, expectedVersion, cancellationToken);
        return result.IsAccepted ? TypedResults.Ok(result.Value) : Refuse(result.Refusal);
    }

    /// <summary>What every command's endpoint may answer, for OpenAPI.</summary>
    public static RouteHandlerBuilder AnswersCommand(this RouteHandlerBuilder builder) => builder
        .Produces<CommandAccepted>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.WrongStage or RefusalKind.WrongVersion => StatusCodes.Status409Conflict,
        RefusalKind.WrongRole or RefusalKind.WrongOwner => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static ProblemHttpResult Refuse(Refusal refusal)
    {
        var title = refusal.Kind switch
        {
            RefusalKind.NotFound => "No such case or work order",
            RefusalKind.WrongStage => "The case does not allow this where it stands",
            RefusalKind.WrongVersion => "The case has changed since you read it",
            RefusalKind.WrongRole => "Your role does not allow this",
            RefusalKind.WrongOwner => "The work order is another person's",
            _ => "A field is missing or wrong",
        };
        return TypedResults.Problem(
            title: title,
            detail: refusal.Message,
            statusCode: StatusOf(refusal.Kind),
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["reason"] = Words.Of(refusal.Kind),
                ["stage"] = Words.Of(refusal.Stage),
                ["version"] = refusal.Version,
                ["allowed"] = refusal.Allowed,
            });
    }
}
