using System.Buffers.Binary;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Writes booked rows. Days are marked as changed only once their hours are in: whoever takes a mark must find them.</summary>
internal sealed class ConsumptionWriter(IWarehouse warehouse)
{
    public async Task WriteAsync(ConsumptionRows rows, CancellationToken cancellationToken)
    {
        using var dwellings = rows.Dwellings();
        if (dwellings is not null)
        {
            await warehouse.InsertAsync("meter_dwellings", [dwellings], InsertMode.Again, cancellationToken);
        }

        if (rows.Hours.Count > 0)
        {
            using var hours = rows.Hours.ToBatch();
            await warehouse.InsertAsync("consumption_hours", [hours], InsertMode.Again, cancellationToken);
        }

        if (rows.Intervals.Count > 0)
        {
            using var intervals = rows.Intervals.ToBatch();
            await warehouse.InsertAsync("consumption_intervals", [intervals], InsertMode.Again, cancellationToken);
        }

        using var days = rows.ChangedDays(NewMark());
        if (days is not null)
        {
            await warehouse.InsertAsync("changed_days", [days], InsertMode.Again, cancellationToken);
        }

        rows.Clear();
    }

    private static ulong NewMark() => BinaryPrimitives.ReadUInt64LittleEndian(Guid.NewGuid().ToByteArray());
}
