using System.Globalization;
using System.Runtime.CompilerServices;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using NodaTime;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// Simulates muck trucks (渣土车) around Pudong: the register first, then positions in the order in which they arrive. Memory grows with the trucks, not with time.
/// Option <c>dumping-share</c>: the share of drivers who sometimes tip where they must not, 0 to 1. The first truck always does, on its first trip (unless the
/// share is 0), so that a short run has something to find.
/// </summary>
public sealed class TruckSimulator : ISimulator
{
    private const int RowsPerBatch = 16_384;
    private const double DefaultDumpingShare = 0.12;
    private const long SensorDelayMs = 2_000;

    public string Scenario => "muck-truck";

    public async IAsyncEnumerable<SimulatedEvents> EventsAsync(
        SimulationRequest request, ITruthSink truth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var zone = DateTimeZoneProviders.Tzdb[request.TimeZone];
        var local = Instant.FromDateTimeOffset(request.From).InZone(zone).TimeOfDay;
        var district = TruckDistrict.Create(request.Seed, request.Subjects, new TimeOnly(local.Hour, local.Minute));
        foreach (var register in TruckRegister.Events(district, request.From))
        {
            yield return register;
        }

        var rows = new List<object>();
        var chunkMs = Math.Max(1_000, (long)request.Chunk.TotalMilliseconds);
        var chunkEnd = request.From.ToUnixTimeMilliseconds() + chunkMs;
        foreach (var (arrivesAt, row) in Arrivals(request, district, zone, truth))
        {
            if ((arrivesAt >= chunkEnd || rows.Count == RowsPerBatch) && rows.Count > 0)
            {
                foreach (var taken in Take(rows, Math.Min(arrivesAt, chunkEnd)))
                {
                    yield return taken;
                }

                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            while (arrivesAt >= chunkEnd)
            {
                chunkEnd += chunkMs;
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
        {
            foreach (var taken in Take(rows, chunkEnd))
            {
                yield return taken;
            }
        }
    }

    // Two queues: the next state of each truck by its time, and the points on their way by their arrival.
    private static IEnumerable<(long ArrivesAt, object Row)> Arrivals(
        SimulationRequest request, TruckDistrict district, DateTimeZone zone, ITruthSink truth)
    {
        var (from, to) = (request.From.ToUnixTimeMilliseconds(), request.To.ToUnixTimeMilliseconds());
        var share = ShareOf(request);
        var (sent, detours) = (0L, new DetourBook());
        var underway = new PriorityQueue<object, (long At, long Sent)>();
        var driving = new PriorityQueue<UnderwayTruck, (long At, int Index)>();
        var cameras = new RoadCameras(request.Seed, district);
        var air = new DistrictAir(request.Seed);
        var sensors = new DustSensors(request.Seed, district, air, from);
        void Observe(RoadsideObservation row, long at) => underway.Enqueue(row, (at, sent++));
        var hour = from / DistrictAir.HourMs * DistrictAir.HourMs;
        Strangers.Drive(request.Seed, district, cameras, from, to, honest: share <= 0, truth, Observe);
        foreach (var truck in district.Trucks)
        {
            var habits = TruckHabits.Of(request.Seed, truck.Index, share);
            var witness = new TruckWitness(truck, district, zone, detours, truth);
            if (habits.LidIsStuck)
            {
                witness.Tell("device_fault", from, to, 1, truck.Parking.Middle);
            }

            var driver = new TruckDriver(
                truck, district, zone, SeededRandom.For(request.Seed, "truck-driver", truck.Index), habits, witness, new RoadsideWitness((row, at) => underway.Enqueue(row, (at, sent++)), detours));
            Advance(driving, new UnderwayTruck(
                truck,
                driver.Run(from, to).GetEnumerator(),
                new TruckTerminal(truck.Id, SeededRandom.For(request.Seed, "truck-terminal", truck.Index), habits),
                new Blackout(habits.GoesDark, SeededRandom.For(request.Seed, "truck-blackout", truck.Index), witness),
                new Tampering(habits.Tampers, SeededRandom.For(request.Seed, "truck-tampering", truck.Index), witness),
                new CameraWitness(cameras, SeededRandom.For(request.Seed, "truck-seen", truck.Index), Observe),
                witness));
        }

        while (driving.TryDequeue(out var next, out var due))
        {
            for (; hour <= due.At; hour += DistrictAir.HourMs)
            {
                underway.Enqueue(air.Told(hour), (hour, sent++));
            }

            foreach (var reading in sensors.ReadUntil(due.At))
            {
                Observe(reading, reading.At.ToUnixTimeMilliseconds() + SensorDelayMs);
            }

            while (underway.TryPeek(out _, out var arrival) && arrival.At <= due.At)
            {
                yield return (arrival.At, underway.Dequeue());
            }

            var state = next.States.Current;
            next.Cameras.See(TruckRegister.PlateOf(next.Truck), state);
            sensors.Pass(next.Witness, state);
            if (!next.Blackout.Covers(state))
            {
                var position = next.Tampering.Of(state, next.Terminal.Measure(state));
                var arrivesAt = next.Terminal.ArrivalOf(due.At);
                for (var copies = next.Terminal.SendsTwice() ? 2 : 1; copies > 0; copies--)
                {
                    underway.Enqueue(position, (arrivesAt, sent++));
                }
            }

            Advance(driving, next);
        }

        while (underway.TryDequeue(out var row, out var arrival))
        {
            yield return (arrival.At, row);
        }
    }

    private static void Advance(PriorityQueue<UnderwayTruck, (long At, int Index)> driving, UnderwayTruck truck)
    {
        if (truck.States.MoveNext())
        {
            driving.Enqueue(truck, (truck.States.Current.AtMs, truck.Truck.Index));
        }
        else
        {
            truck.Blackout.End();
            truck.Tampering.End();
            truck.States.Dispose();
        }
    }

    // Controls before the positions they concern.
    private static List<SimulatedEvents> Take(List<object> rows, long throughMs)
    {
        var through = DateTimeOffset.FromUnixTimeMilliseconds(throughMs);
        var taken = new List<SimulatedEvents>();
        Add<Weather>("weather");
        Add<Control>("controls");
        Add<RoadsideObservation>("roadside-observations");
        Add<TruckPosition>("truck-positions");
        rows.Clear();
        return taken;

        void Add<TRow>(string contract)
            where TRow : class
        {
            List<TRow> ofKind = [.. rows.OfType<TRow>()];
            if (ofKind.Count > 0)
            {
                taken.Add(new SimulatedEvents(contract, RowBatch.From(ofKind), through));
            }
        }
    }

    private static double ShareOf(SimulationRequest request)
    {
        if (!request.Options.TryGetValue("dumping-share", out var text))
        {
            return DefaultDumpingShare;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw new ArgumentException($"dumping-share is '{text}'; it must be a number from 0 to 1.", nameof(request));
    }

    private sealed record UnderwayTruck(SimulatedTruck Truck, IEnumerator<TruckState> States, TruckTerminal Terminal, Blackout Blackout, Tampering Tampering, CameraWitness Cameras, TruckWitness Witness);
}
