using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Fences;
using CityOps.Pipelines.Trucks.Mutes;

namespace CityOps.Pipelines.Trucks;

/// <summary>The reference data that the rules judge by: sites, permits, roads and controls.</summary>
internal sealed class TruckReferences(TruckMetrics metrics)
{
    public const string Sites = "sites";
    public const string Permits = "permits";

    public const string Roads = "roads";
    public const string Controls = "controls";
    public const string Mutes = "device-mutes";
    public const string Trucks = "trucks";
    public const string WeatherTold = "weather";
    public const string Observations = "roadside-observations";

    private static readonly ContractSchema SiteSchema = ContractReader.Read<Site>().Keyed;
    private static readonly ContractSchema PermitSchema = ContractReader.Read<Permit>().Keyed;
    private static readonly ContractSchema RoadSchema = ContractReader.Read<Road>().Keyed;
    private static readonly ContractSchema ControlSchema = ContractReader.Read<Control>().Keyed;
    private static readonly ContractSchema TruckSchema = ContractReader.Read<Truck>().Keyed;
    private static readonly ContractSchema ObservationSchema = ContractReader.Read<RoadsideObservation>().Keyed;
    private static readonly ContractSchema WeatherSchema = ContractReader.Read<Weather>().Keyed;
    private static readonly ContractSchema MuteSchema = ContractReader.Read<DeviceMute>().Keyed;

    public static IReadOnlyList<string> All { get; } = [Sites, Permits, Roads, Controls, Mutes, Trucks, WeatherTold, Observations];

    public SiteIndex SiteIndex { get; } = new();

    public PermitBook PermitBook { get; } = new();

    public RoadIndex RoadIndex { get; } = new();

    public ControlBook ControlBook { get; } = new();

    public TruckBook TruckBook { get; } = new();

    public WeatherBook WeatherBook { get; } = new();

    public MuteBook MuteBook { get; } = new();

    public void Add(string contract, LogRecord record)
    {
        try
        {
            switch (contract)
            {
                case Sites:
                    Each<Site>(record, SiteSchema, SiteIndex.TryAdd, "polygon");
                    break;
                case Permits:
                    Each<Permit>(record, PermitSchema, PermitBook.Add, "route");
                    break;
                case Roads:
                    Each<Road>(record, RoadSchema, RoadIndex.TryAdd, "road");
                    break;
                case Controls:
                    Each<Control>(record, ControlSchema, ControlBook.TryAdd, "area");
                    break;
                case Trucks:
                    Each<Truck>(record, TruckSchema, TruckBook.Add, "truck");
                    break;
                case WeatherTold:
                    Each<Weather>(record, WeatherSchema, WeatherBook.Add, "weather");
                    break;
                case Mutes:
                    Each<DeviceMute>(record, MuteSchema, MuteBook.Add, "mute");
                    break;
                default:
                    break;
            }
        }
        catch (UndecodableBodyException)
        {
            metrics.Unreadable(contract);
        }
    }

    /// <summary>What roadside sensors saw: taken once, and kept by nobody here.</summary>
    public void Observe(LogRecord record, Action<RoadsideObservation> take)
    {
        try
        {
            Each<RoadsideObservation>(
                record,
                ObservationSchema,
                row =>
                {
                    take(row);
                    return true;
                },
                "observation");
        }
        catch (UndecodableBodyException)
        {
            metrics.Unreadable(Observations);
        }
    }

    private void Each<TRow>(LogRecord record, ContractSchema schema, Func<TRow, bool> add, string part)
        where TRow : class
    {
        using var decoded = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, schema);
        foreach (var row in RowBatch.To<TRow>(decoded.Rows))
        {
            if (!add(row))
            {
                metrics.Unreadable(part);
            }
        }
    }
}
