using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Makes what keeps consumption in step with one partition.</summary>
public static class ConsumptionDerivations
{
    public static IDerivation OfReadings(IServiceProvider services) =>
        new ReadingsDerivation(BookingOf(services), services.GetRequiredService<IOptions<LandingOptions>>().Value.MaxRememberedMeters);

    /// <summary>The same over a warehouse of its own, with the usual limits.</summary>
    public static IDerivation OfReadings(IWarehouse warehouse, TimeZoneInfo zone)
    {
        var options = new LandingOptions();
        return new ReadingsDerivation(new ConsumptionBooking(warehouse, options, zone), options.MaxRememberedMeters);
    }

    public static IDerivation OfLinks(IServiceProvider services) => new LinksDerivation(BookingOf(services));

    private static ConsumptionBooking BookingOf(IServiceProvider services) => new(
        services.GetRequiredService<IWarehouse>(),
        services.GetRequiredService<IOptions<LandingOptions>>().Value,
        LocalZone.Of(services.GetRequiredService<IConfiguration>()));
}
