using CityOps.Warehouse;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>
/// Keeps <c>dwelling_days</c> in step with <c>consumption_hours</c>. Whoever writes hours marks their days first thing after; here marked days are filled
/// from all their hours, and only then the marks seen before are deleted. A kill in between leaves the marks, and filling a day again changes nothing.
/// </summary>
/// <param name="status">Told which marks wait and which are done; null for nobody.</param>
public sealed class DwellingDays(IWarehouse warehouse, TimeZoneInfo zone, DwellingDaysStatus? status = null)
{
    // Bounds what one statement reads and holds: about 24 hours of three meters each.
    private const long MaxDaysPerStatement = 4_000;
    private const int StatementsAtATime = 2;
    private const int MaxMarksAtATime = 500;

    private static readonly string ReadMarks = SqlText.Read("Landing.Consumption.ReadMarks.sql");
    private static readonly string ReadMarkedDwellings = SqlText.Read("Landing.Consumption.ReadMarkedDwellings.sql");
    private static readonly string Fill = SqlText.Read("Landing.Consumption.FillDwellingDays.sql");
    private static readonly string DeleteMarks = SqlText.Read("Landing.Consumption.DeleteMarks.sql");

    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Fills every day that was marked when this was called; what landing marks meanwhile waits for the next call, so that its days are filled once.</summary>
    /// <returns>How many days of dwellings were filled.</returns>
    public Task<long> SettleAsync(CancellationToken cancellationToken) => SettleAsync(StatementsAtATime, cancellationToken);

    /// <inheritdoc cref="SettleAsync(CancellationToken)"/>
    /// <param name="statementsAtATime">Each holds some 140 MB in the engine: one where landing goes on beside it.</param>
    internal Task<long> SettleAsync(int statementsAtATime, CancellationToken cancellationToken)
    {
        // One after another: two at once would fill the same days.
        lock (_gate)
        {
            var settling = SettleAfterAsync(_last, statementsAtATime, cancellationToken);
            _last = settling;
            return settling;
        }
    }

    private async Task<long> SettleAfterAsync(Task before, int statementsAtATime, CancellationToken cancellationToken)
    {
        await before.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        var filled = 0L;
        var all = await MarksAsync(cancellationToken);
        status?.Seen(all);
        foreach (var marks in all.Chunk(MaxMarksAtATime))
        {
            filled += await FillAsync(marks, statementsAtATime, cancellationToken);
            await warehouse.ExecuteAsync(DeleteMarks, new WarehouseParameters { ["marks"] = marks }, cancellationToken);
            status?.Filled(marks);
        }

        return filled;
    }

    private async Task<ulong[]> MarksAsync(CancellationToken cancellationToken)
    {
        var marks = new List<ulong>();
        await foreach (var mark in warehouse.QueryAsync(ReadMarks, WarehouseParameters.None, r => r.GetFieldValue<ulong>(0), cancellationToken))
        {
            marks.Add(mark);
        }

        return [.. marks];
    }

    private async Task<long> FillAsync(ulong[] marks, int statementsAtATime, CancellationToken cancellationToken)
    {
        var parts = Parts(await DwellingsAsync(marks, cancellationToken)).ToList();
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = statementsAtATime, CancellationToken = cancellationToken }, async (part, token) =>
        {
            var parameters = new WarehouseParameters { ["zone"] = zone.Id, ["from_key"] = part.From, ["to_key"] = part.To, ["marks"] = marks };
            await warehouse.ExecuteAsync(Fill, parameters, token);
        });
        return parts.Sum(part => part.Days);
    }

    private async Task<List<(ulong Dwelling, long Days)>> DwellingsAsync(ulong[] marks, CancellationToken cancellationToken)
    {
        var dwellings = new List<(ulong, long)>();
        var parameters = new WarehouseParameters { ["marks"] = marks };
        await foreach (var dwelling in warehouse.QueryAsync(ReadMarkedDwellings, parameters, r => (r.GetFieldValue<ulong>(0), (long)r.GetFieldValue<ulong>(1)), cancellationToken))
        {
            dwellings.Add(dwelling);
        }

        return dwellings;
    }

    private static IEnumerable<(ulong From, ulong To, long Days)> Parts(List<(ulong Dwelling, long Days)> dwellings)
    {
        var (first, days) = (0, 0L);
        for (var at = 0; at < dwellings.Count; at++)
        {
            days += dwellings[at].Days;
            if (days >= MaxDaysPerStatement || at == dwellings.Count - 1)
            {
                yield return (dwellings[first].Dwelling, dwellings[at].Dwelling, days);
                (first, days) = (at + 1, 0);
            }
        }
    }
}
