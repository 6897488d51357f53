using System.Data.Common;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Books the consumption of meters anew whose links to dwellings changed: all that they ever read.</summary>
public sealed class LinksDerivation(ConsumptionBooking booking, IWarehouse warehouse) : IDerivation
{
    private static readonly string RegistersOfMeters = SqlText.Read("Landing.Consumption.RegistersOfMeters.sql");

    public async Task ApplyAsync(string batchId, IReadOnlyList<RecordBatch> landed, CancellationToken cancellationToken)
    {
        var meters = new HashSet<ulong>();
        foreach (var batch in landed)
        {
            foreach (var meter in batch.Keys("meter_key"))
            {
                meters.Add(meter);
            }
        }

        var id = batchId + "#meters";
        using (var staged = ChangedRegisters.ToBatch(id, [.. meters.Select(meter => new ChangedRegister(new RegisterId(meter, "", ""), 0, 0))]))
        {
            await warehouse.InsertAsync("changed_registers", [staged], InsertMode.Again, cancellationToken);
        }

        var changed = new List<ChangedRegister>();
        await foreach (var register in warehouse.QueryAsync(RegistersOfMeters, new WarehouseParameters { ["batch"] = id }, Register, cancellationToken))
        {
            changed.Add(register);
        }

        await booking.BookAsync(batchId, changed, cancellationToken);
    }

    private static ChangedRegister Register(DbDataReader reader) => new(
        new RegisterId(reader.GetFieldValue<ulong>(0), reader.GetString(1), reader.GetString(2)),
        reader.GetInt64(3),
        reader.GetInt64(4));
}
