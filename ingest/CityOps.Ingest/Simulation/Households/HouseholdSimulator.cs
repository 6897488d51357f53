using System.Globalization;
using System.Runtime.CompilerServices;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// Simulates the water, electricity and gas meters of a district's dwellings, hour by hour. Streams in memory that does not grow with time (about half a kilobyte
/// a dwelling). Option <c>group-rental-share</c>: 0 to 1.
/// </summary>
public sealed class HouseholdSimulator : ISimulator
{
    private const int RowsPerBatch = 32_768;

    public string Scenario => "group-rental";

    public async IAsyncEnumerable<SimulatedEvents> EventsAsync(
        SimulationRequest request, ITruthSink truth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var planner = new DwellingPlanner(request.Seed, GroupRentalShare(request));
        foreach (var events in Register(request, planner, truth))
        {
            yield return events;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(request.TimeZone);
        var climate = new Climate(request.Seed);
        var meters = new HouseholdMeters(request.Seed, request.Subjects);
        var rows = new ReadingRows();
        var hoursPerChunk = Math.Max(1, (int)request.Chunk.TotalHours);
        var today = default(DateOnly);
        var hoursInChunk = 0;
        for (var hour = FloorToHour(request.From); hour < request.To; hour = hour.AddHours(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var local = TimeZoneInfo.ConvertTime(hour, zone);
            if (DateOnly.FromDateTime(local.DateTime) != today)
            {
                today = DateOnly.FromDateTime(local.DateTime);
                PlayDay(request, planner, climate.MeanC(today), today, meters);
                await Task.Yield();
            }

            var through = hour.AddHours(1);
            foreach (var reading in meters.ReadHour(hour, local.Hour, request.From, request.To))
            {
                rows.Add(reading.Meter, reading.Dwelling, reading.Utility, reading.ReadAtUnixMs, reading.Register);
                if (rows.Count == RowsPerBatch)
                {
                    yield return new SimulatedEvents("meter-readings", rows.Take(), through);
                }
            }

            if (++hoursInChunk == hoursPerChunk || through >= request.To)
            {
                hoursInChunk = 0;
                if (rows.Count > 0)
                {
                    yield return new SimulatedEvents("meter-readings", rows.Take(), through);
                }
            }
        }
    }

    private static IEnumerable<SimulatedEvents> Register(SimulationRequest request, DwellingPlanner planner, ITruthSink truth)
    {
        var rows = new DwellingRows();
        for (var index = 0; index < request.Subjects; index++)
        {
            var plan = planner.Plan(index);
            var dwelling = District.Dwelling(plan, request.Seed, FloorToHour(request.From).AddYears(-1));
            rows.Add(dwelling);
            var kind = plan.Kind.Word();
            truth.Write(new TruthRow(dwelling.DwellingId, request.From, request.To, "occupants", plan.Residents.Count, Detail: kind));
            truth.Write(new TruthRow(dwelling.DwellingId, request.From, request.To, "group_rental", plan.Kind.IsGroupRental() ? 1 : 0, Detail: kind));
            if (rows.Count == RowsPerBatch)
            {
                yield return new SimulatedEvents("dwellings", rows.Take(), request.From);
            }
        }

        if (rows.Count > 0)
        {
            yield return new SimulatedEvents("dwellings", rows.Take(), request.From);
        }
    }

    private static void PlayDay(SimulationRequest request, DwellingPlanner planner, double meanC, DateOnly day, HouseholdMeters meters)
    {
        var play = new DwellingDay();
        var purpose = string.Create(CultureInfo.InvariantCulture, $"day-{day.DayNumber}");
        for (var index = 0; index < request.Subjects; index++)
        {
            play.Play(planner.Plan(index), day, meanC, SeededRandom.For(request.Seed, purpose, index));
            meters.SetDay(index, play);
        }
    }

    private static double GroupRentalShare(SimulationRequest request) =>
        request.Options.TryGetValue("group-rental-share", out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : HouseholdParameters.GroupRentalShare;

    private static DateTimeOffset FloorToHour(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
