using System.ComponentModel;
using System.Security.Claims;
using CityOps.Contracts.Events;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Pipelines.Trucks.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>Mutes one signal of one device for some days, and orders its repair.</summary>
internal static class MuteDevice
{
    public const int UsualDays = 7;
    private const int MostDays = 30;
    private const int LongestId = 64;
    private const int ShortestReason = 5;

    internal sealed record Body(
        [property: Description("A truck, whose terminal and sensors are meant, or a roadside sensor.")] string? DeviceId = null,
        [property: Description("The kind of incident that is not believed of it, such as 'uncovered'.")] string? Signal = null,
        [property: Description("What is wrong with the device, in your own words; it goes into the audit log.")] string? Reason = null,
        [property: Description("1 to 30.")] int Days = UsualDays);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/mutes", HandleAsync).RequireAuthorization(Policies.MutesChange)
            .WithSummary("Mutes one signal of one device from now on, for 7 days where nothing else is said, and orders its repair.")
            .Produces<MuteView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        Body body, [FromServices] MuteRegister register, [FromServices] MuteLog mutes, [FromServices] IAuditLog audit, [FromServices] TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (body.DeviceId is not { Length: > 0 and <= LongestId } device)
        {
            return Invalid.Field("device_id", body.DeviceId, "Give the id of a truck or of a roadside sensor.");
        }

        if (body.Signal is not { } signal || FindingKinds.Of(signal) is null or FindingKind.DeviceFault)
        {
            return Invalid.Field("signal", body.Signal, $"Choose one of: {string.Join(", ", FindingKinds.All.Where(kind => FindingKinds.Of(kind) != FindingKind.DeviceFault))}.");
        }

        if (body.Days is < 1 or > MostDays)
        {
            return Invalid.Field("days", body.Days, $"Give 1 to {MostDays}.");
        }

        if (body.Reason?.Trim() is not { Length: >= ShortestReason and <= 2_000 } why)
        {
            return Invalid.Field("reason", body.Reason, $"Say in {ShortestReason} to 2,000 characters why; it goes into the audit log.");
        }

        if (register.Standing(device, signal, time.GetUtcNow()) is { } standing)
        {
            return TypedResults.Problem($"'{signal}' of {device} is muted until {standing.ValidTo:yyyy-MM-dd'T'HH:mm:ss'Z'} ({standing.MuteId}). Lift that one first.", statusCode: StatusCodes.Status409Conflict, title: "Muted already");
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var mute = new DeviceMute($"mute-{Guid.CreateVersion7(now):N}", device, signal, now, now.AddDays(body.Days), now, MuteOrigin.ByHand, null, null, null);
        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.MutesChange), AuditAction.DeviceMuted, $"{mute.MuteId} {device} {signal}", why), cancellationToken);
        await mutes.WriteAsync(mute, cancellationToken);
        return TypedResults.Created((string?)null, MuteView.Of(mute, now));
    }
}
