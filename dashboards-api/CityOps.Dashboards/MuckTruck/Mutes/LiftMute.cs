using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Pipelines.Trucks.Mutes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>Lifts a mute before its time: the device was mended, or was never at fault.</summary>
internal static class LiftMute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/mutes/{id}", HandleAsync).RequireAuthorization(Policies.MutesChange)
            .WithSummary("Lifts a mute. 'repaired' ends it now and the repair with it; 'not_faulty' makes it one that never held. Lifting it twice changes nothing.")
            .Produces<MuteView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string id,
        [FromQuery(Name = "because"), Description("'repaired' (where it is not given) or 'not_faulty'.")] string? because,
        [FromServices] MuteRegister register,
        [FromServices] MuteLog mutes,
        [FromServices] IAuditLog audit,
        [FromServices] TimeProvider time,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var why = because ?? MuteBook.Repaired;
        if (why is not (MuteBook.Repaired or MuteBook.NotFaulty))
        {
            return Invalid.Field("because", because, $"Choose one of: {MuteBook.Repaired}, {MuteBook.NotFaulty}.");
        }

        if (register.Find(id) is not { } mute)
        {
            return TypedResults.Problem(title: "No such mute", detail: "GET /api/v1/scenarios/muck-truck/mutes?all=true lists them.", statusCode: StatusCodes.Status404NotFound);
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        if (mute.LiftedAt is null)
        {
            await audit.AppendAsync(
                new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.MutesChange), AuditAction.DeviceUnmuted, $"{mute.MuteId} {mute.DeviceId} {mute.Signal}", why), cancellationToken);
            mute = mute with { At = now, LiftedAt = now, LiftedBecause = why };
            await mutes.WriteAsync(mute, cancellationToken);
        }

        return TypedResults.Ok(MuteView.Of(mute, now));
    }
}
