using System.Globalization;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>The district's reference contracts: companies, sites, projects, trucks, permits.</summary>
internal static class TruckRegister
{
    /// <summary>Half the width of a permitted corridor.</summary>
    public const double CorridorM = 150;

    /// <summary>On every road of the district.</summary>
    public const double RoadLimitKmh = 60;

    public static IEnumerable<SimulatedEvents> Events(TruckDistrict district, DateTimeOffset from)
    {
        var valid = from.AddDays(-30);
        yield return Of("companies", RowBatch.From(Enumerable.Range(0, district.Companies).Select(Company)), from);
        yield return Of("sites", RowBatch.From(district.Sites.Select(site => new Site(site.Id, NameOf(site), site.Kind, site.PolygonWkt, 20, valid, null))), from);
        yield return Of("projects", RowBatch.From(district.Sites.Where(site => site.Kind is SiteKind.Construction).Select(site => Project(site, valid))), from);
        yield return Of("trucks", RowBatch.From(district.Trucks.Select(truck => Truck(truck, valid))), from);
        yield return Of("roads", RowBatch.From(district.Trucks.Select(truck => new Road($"road-{truck.Id[6..]}", WktOf(truck), RoadLimitKmh, valid, null))), from);
        yield return Of("permits", RowBatch.From(district.Trucks.Select(truck => Permit(truck, valid))), from);
    }

    public static string PlateOf(SimulatedTruck truck) => string.Create(CultureInfo.InvariantCulture, $"沪D{10_000 + truck.Index}");

    private static SimulatedEvents Of(string contract, RecordBatch rows, DateTimeOffset from) => new(contract, rows, from);

    private static Company Company(int index) => new(CompanyId(index), string.Create(CultureInfo.InvariantCulture, $"运输企业{index + 1}"));

    private static string CompanyId(int index) => string.Create(CultureInfo.InvariantCulture, $"company-{index + 1:D2}");

    private static string NameOf(SimulatedSite site) => (site.Kind switch
    {
        SiteKind.Construction => "工地",
        SiteKind.Disposal => "消纳场",
        SiteKind.Parking => "停车场",
        _ => "冲洗点",
    }) + " " + site.Id[5..];

    private static Project Project(SimulatedSite site, DateTimeOffset valid) => new($"project-{site.Id[5..]}", site.Id, "施工单位", 40_000, valid, null);

    private static Truck Truck(SimulatedTruck truck, DateTimeOffset valid) => new(
        truck.Id,
        PlateOf(truck),
        "yellow",
        string.Create(CultureInfo.InvariantCulture, $"1390000{truck.Index:D4}"),
        CompanyId(truck.Company),
        14,
        31_000,
        null,
        valid,
        null);

    private static Permit Permit(SimulatedTruck truck, DateTimeOffset valid) => new(
        $"permit-{truck.Id[6..]}",
        truck.Id,
        valid,
        null,
        truck.Window.From.ToString("HH:mm", CultureInfo.InvariantCulture),
        truck.Window.To.ToString("HH:mm", CultureInfo.InvariantCulture),
        truck.Loading.Id,
        truck.Disposal.Id,
        WktOf(truck),
        CorridorM);

    private static string WktOf(SimulatedTruck truck) => $"LINESTRING ({string.Join(", ", truck.Route)})";
}
