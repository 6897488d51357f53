using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Fleet;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Trucks;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class FleetTests
{
    [Fact]
    public async Task Every_position_of_a_fleet_is_answered_and_in_the_log_at_its_place()
    {
        await using var gateway = await new SomeGateway().StartAsync(trucks: 1);
        var simulator = new TruckSimulator();
        var plan = new FleetPlan("127.0.0.1", gateway.Endpoint.Port, Trucks: 6, Rate: 2_000, Positions: 500, Seed: 4, SomeFrame.At);
        var sent = new List<TruckPosition>();
        await foreach (var events in simulator.EventsAsync(new SimulationRequest(4, 6, SomeFrame.At, SomeFrame.At.AddYears(1)) { Chunk = TimeSpan.FromMinutes(1) }, NoTruth.Instance, default))
        {
            if (events.Contract is "trucks")
            {
                await gateway.RegisterAsync(RowBatch.To<Truck>(events.Rows));
            }
            else if (events.Contract is "truck-positions")
            {
                sent.AddRange(RowBatch.To<TruckPosition>(events.Rows));
            }

            if (sent.Count >= 500)
            {
                break;
            }
        }

        var summary = await new FleetRun(plan, simulator, TimeProvider.System).RunAsync(_ => { }, default);

        Assert.Equal((6, 500, 500, 0, 0), (summary.Terminals, summary.Sent, summary.Answered, summary.Refused, summary.Unanswered));
        Assert.InRange(summary.P50Ms, 0.1, summary.P99Ms);
        Assert.Equal(sent.Take(500).Select(Key).Order(), (await gateway.PositionsAsync()).Select(Key).Order());
    }

    private static string Key(TruckPosition p) => FormattableString.Invariant($"{p.TruckId} {p.At:O} {p.Lon:0.00000} {p.Lat:0.00000} {p.SpeedKmh} {(p.Load is Load.Unknown ? Load.Empty : p.Load)}");
}
