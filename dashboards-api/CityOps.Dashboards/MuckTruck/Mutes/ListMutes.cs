using System.ComponentModel;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>Lists which signals of which devices are muted, with the repair that each ordered.</summary>
internal static class ListMutes
{
    internal sealed record Answer(IReadOnlyList<MuteView> Mutes);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/mutes", Handle).RequireAuthorization(Policies.MutesRead)
            .WithSummary("The muted signals of devices, the newest first.").Produces<Answer>();

    private static Ok<Answer> Handle(
        [FromServices] MuteRegister register,
        [FromServices] TimeProvider time,
        [FromQuery(Name = "all"), Description("Those that are over or were lifted too.")] bool all = false,
        [FromQuery(Name = "device_id"), Description("Only of this truck or sensor.")] string? deviceId = null)
    {
        var now = time.GetUtcNow();
        return TypedResults.Ok(new Answer(
        [
            .. register.All
                .Where(mute => string.IsNullOrEmpty(deviceId) || string.Equals(mute.DeviceId, deviceId, StringComparison.Ordinal))
                .Select(mute => MuteView.Of(mute, now))
                .Where(mute => all || mute.IsActive),
        ]));
    }
}
