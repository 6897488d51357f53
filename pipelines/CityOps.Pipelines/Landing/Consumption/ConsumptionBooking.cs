using CityOps.Warehouse;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>
/// Recomputes <c>consumption_hours</c> and <c>consumption_intervals</c> around changed registers. What it writes is a function of the
/// readings and links in the warehouse, so doing it again changes nothing. The rules: docs/pipelines.md.
/// </summary>
public sealed class ConsumptionBooking(IWarehouse warehouse, IOptions<LandingOptions> options)
{
    // Bounds what one statement reads: roughly this many readings at an hourly cycle.
    private const long MaxHoursPerStatement = 4_000_000;

    // 13 h on either side of a changed instant: see BookHours.sql.
    private const long HoursAround = 26;

    private static readonly string BookHours = SqlText.Read("Landing.Consumption.BookHours.sql");
    private static readonly string TakeBackHours = SqlText.Read("Landing.Consumption.TakeBackHours.sql");
    private static readonly string BookIntervals = SqlText.Read("Landing.Consumption.BookIntervals.sql");
    private static readonly string CountMovedMeters = SqlText.Read("Landing.Consumption.CountMovedMeters.sql");

    internal async Task BookAsync(string batchId, IReadOnlyList<ChangedRegister> changed, CancellationToken cancellationToken)
    {
        var part = 0;
        foreach (var registers in Parts(changed))
        {
            await BookPartAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{batchId}#{part++}"), registers, cancellationToken);
        }
    }

    private async Task BookPartAsync(string id, IReadOnlyList<ChangedRegister> registers, CancellationToken cancellationToken)
    {
        using (var staged = ChangedRegisters.ToBatch(id, registers))
        {
            await warehouse.InsertAsync("changed_registers", [staged], InsertMode.Again, cancellationToken);
        }

        var limits = LimitsOf(id);
        await warehouse.ExecuteAsync(BookHours, limits, cancellationToken);
        limits["max_interval_days"] = (uint)options.Value.MaxIntervalDays;
        await warehouse.ExecuteAsync(BookIntervals, limits, cancellationToken);
        var batch = new WarehouseParameters { ["batch"] = id };
        if (await CountAsync(CountMovedMeters, batch, cancellationToken) > 0)
        {
            await warehouse.ExecuteAsync(TakeBackHours, batch, cancellationToken);
        }
    }

    private WarehouseParameters LimitsOf(string id) => new()
    {
        ["batch"] = id,
        ["water_limit"] = options.Value.MaxWaterM3PerHour,
        ["gas_limit"] = options.Value.MaxGasM3PerHour,
        ["electricity_limit"] = options.Value.MaxElectricityKw,
    };

    private async Task<ulong> CountAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        var count = 0UL;
        await foreach (var row in warehouse.QueryAsync(sql, parameters, reader => Convert.ToUInt64(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), cancellationToken))
        {
            count = row;
        }

        return count;
    }

    // A meter's registers stay together, since its hours are booked from all of them.
    private static IEnumerable<IReadOnlyList<ChangedRegister>> Parts(IReadOnlyList<ChangedRegister> changed)
    {
        var part = new List<ChangedRegister>();
        var hours = 0L;
        foreach (var meter in changed.GroupBy(register => register.Id.MeterKey))
        {
            part.AddRange(meter);
            hours += meter.Sum(register => HoursAround + ((register.ToMs - register.FromMs) / 3_600_000));
            if (hours >= MaxHoursPerStatement)
            {
                yield return part;
                part = [];
                hours = 0;
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
