using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Pipelines.Trucks.Fences;

namespace CityOps.Pipelines.Trucks;

/// <summary>The reference data that the rules judge by: sites and permits.</summary>
internal sealed class TruckReferences(TruckMetrics metrics)
{
    public const string Sites = "sites";
    public const string Permits = "permits";

    private static readonly ContractSchema SiteSchema = ContractReader.Read<Site>().Keyed;
    private static readonly ContractSchema PermitSchema = ContractReader.Read<Permit>().Keyed;

    public SiteIndex SiteIndex { get; } = new();

    public PermitBook PermitBook { get; } = new();

    public void Add(string contract, LogRecord record)
    {
        try
        {
            switch (contract)
            {
                case Sites:
                    AddSites(record);
                    break;
                case Permits:
                    AddPermits(record);
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

    private void AddSites(LogRecord record)
    {
        using var decoded = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, SiteSchema);
        foreach (var site in RowBatch.To<Site>(decoded.Rows))
        {
            if (!SiteIndex.TryAdd(site))
            {
                metrics.Unreadable("polygon");
            }
        }
    }

    private void AddPermits(LogRecord record)
    {
        using var decoded = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, PermitSchema);
        foreach (var permit in RowBatch.To<Permit>(decoded.Rows))
        {
            PermitBook.Add(permit);
        }
    }
}
