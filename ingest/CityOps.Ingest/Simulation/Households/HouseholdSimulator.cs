using System.Runtime.CompilerServices;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// Simulates the water, electricity and gas meters of a district's dwellings and its weather. Streams in memory that does not grow with time (about a kilobyte a
/// dwelling). Options: see <see cref="HouseholdOptions"/>, and <c>signals</c> for <c>dwelling-signals</c> too.
/// </summary>
public sealed class HouseholdSimulator : ISimulator
{
    private const int RowsPerBatch = 32_768;

    public string Scenario => "group-rental";

    public async IAsyncEnumerable<SimulatedEvents> EventsAsync(
        SimulationRequest request, ITruthSink truth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var district = new SimulatedDistrict(request);
        foreach (var events in district.Register(truth, RowsPerBatch))
        {
            yield return events;
        }

        var rows = new ReadingRows(district.Names, RowsPerBatch);
        var weather = HouseholdRows.Weather();
        var signals = HouseholdRows.Signals();
        var (hoursPerChunk, hoursInChunk) = (Math.Max(1, (int)request.Chunk.TotalHours), 0);
        foreach (var today in district.Days())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Run(() => district.Play(today, truth, cancellationToken), cancellationToken);
            for (var hour = 0; hour < today.Clock.Hours; hour++)
            {
                var through = today.Clock.Start.AddHours(hour + 1);
                if (through <= request.From || through.AddHours(-1) >= request.To)
                {
                    continue;
                }

                district.Observe(today, hour, weather, signals);
                foreach (var reading in district.Meters.ReadHour(today.Clock, hour))
                {
                    if (reading.ReadAtUnixMs >= request.From.ToUnixTimeMilliseconds() && reading.ReadAtUnixMs < request.To.ToUnixTimeMilliseconds())
                    {
                        rows.Add(reading);
                    }

                    if (rows.IsFull)
                    {
                        yield return new SimulatedEvents("meter-readings", rows.Take(), through);
                    }
                }

                if (++hoursInChunk == hoursPerChunk || through >= request.To)
                {
                    hoursInChunk = 0;
                    foreach (var events in Rest(rows, weather, signals, through))
                    {
                        yield return events;
                    }
                }
            }

            district.Meters.EndDay();
        }
    }

    private static IEnumerable<SimulatedEvents> Rest(
        ReadingRows rows, ReferenceRows<Contracts.Events.Weather> weather, ReferenceRows<Contracts.Events.DwellingSignal> signals, DateTimeOffset through)
    {
        if (weather.Count > 0)
        {
            yield return new SimulatedEvents(weather.Contract, weather.Take(), through);
        }

        if (signals.Count > 0)
        {
            yield return new SimulatedEvents(signals.Contract, signals.Take(), through);
        }

        if (rows.Count > 0)
        {
            yield return new SimulatedEvents("meter-readings", rows.Take(), through);
        }
    }
}
