using System.ComponentModel;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>Shows how often each device of each maker raised what a reviewer dismissed as its fault.</summary>
internal static class ShowFalseAlarms
{
    private const int UsualDays = 90;
    private const int MostDays = 1_100;

    internal sealed record Answer(DateTimeOffset Since, IReadOnlyList<Rate> Rates);

    /// <param name="Maker">The profile of the terminal's vendor extras, as <c>trucks</c> names it.</param>
    /// <param name="FalseAlarmRate">Of all incidents of the kind since then, those dismissed as a device fault; what nobody looked at counts as right.</param>
    internal sealed record Rate(string Device, string Signal, string Maker, long Incidents, long FalseAlarms, double FalseAlarmRate);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/false-alarms", HandleAsync).RequireAuthorization(Policies.MutesRead)
            .WithSummary("The share of incidents dismissed as a device fault, by signal and maker of the terminal.")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromServices] IServiceProvider services,
        [FromServices] TimeProvider time,
        CancellationToken cancellationToken,
        [FromQuery(Name = "days"), Description("How far back, 1 to 1100.")] int days = UsualDays)
    {
        if (days is < 1 or > MostDays)
        {
            return Invalid.Field("days", days, $"Give 1 to {MostDays}.");
        }

        if (services.GetService(typeof(IWarehouse)) is not IWarehouse warehouse)
        {
            return TypedResults.Problem(title: "No warehouse", detail: "This process has no warehouse to ask.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var since = time.GetUtcNow().AddDays(-days);
        var rates = new List<Rate>();
        await foreach (var rate in warehouse.QueryAsync(
            DashboardsSql.Read("MuckTruck.Mutes.FalseAlarms"),
            new WarehouseParameters { ["since"] = since.UtcDateTime },
            row => RateOf(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)),
            cancellationToken))
        {
            rates.Add(rate);
        }

        return TypedResults.Ok(new Answer(since, rates));
    }

    private static Rate RateOf(string kind, string maker, long incidents, long falseAlarms) => new(
        (FindingKinds.Of(kind) is { } found ? Devices.Of(found) : Device.Terminal).Word(), kind, maker, incidents, falseAlarms, Math.Round((double)falseAlarms / incidents, 4));
}
