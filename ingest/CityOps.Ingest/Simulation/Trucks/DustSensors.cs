using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// Optical PM10 sensors beside some of the bends that trucks come by. They read the air of the district, what trucks raise upwind of them, and what others do: sweepers, buses, building. Water that particles took up
/// counts as dust to them; some tell no humidity, and some are faulty.
/// </summary>
internal sealed class DustSensors
{
    private const long PeriodMs = 120_000;
    private const double ShareOfBends = 0.25;
    private const double ReachM = 150;
    private const double HalvedAtM = 40;
    private const long PlumeMs = 60_000;
    private const double CalmMetresASecond = 1;
    private const double CalmShare = 0.3;
    private const double WithoutHumidityShare = 0.1;
    private const double FaultyShare = 0.05;
    private const double SpikeShare = 0.01;
    private const double OthersAnHour = 0.06;

    // The air beside the road rose by as much, over two minutes, because of one truck: that is dust, whoever measured it.
    private const double DustUgM3 = 80;

    private readonly DistrictAir _air;
    private readonly List<Sensor> _sensors;
    private readonly ILookup<(int, int), Sensor> _cells;
    private long _next;

    public DustSensors(ulong seed, TruckDistrict district, DistrictAir air, long fromMs)
    {
        _air = air;
        var random = SeededRandom.For(seed, "truck-dust-sensors");
        _sensors = [.. district.Trucks
            .SelectMany(truck => truck.Route.Skip(1).SkipLast(1))
            .Where(place => random.Chance(ShareOfBends) && district.IsOutsideSites(place, 50))
            .Select((place, index) => SensorAt(seed, index, place))];
        _cells = _sensors.ToLookup(sensor => CellOf(sensor.Place));
        _next = ((fromMs / PeriodMs) + 1) * PeriodMs;
    }

    /// <summary>A truck is somewhere; sensors downwind of it will read what it raises.</summary>
    public void Pass(TruckWitness witness, in TruckState state)
    {
        if (state.Dust <= 0)
        {
            return;
        }

        var (column, row) = CellOf(state.Place);
        for (var i = 0; i < 9; i++)
        {
            foreach (var sensor in _cells[(column + (i % 3) - 1, row + (i / 3) - 1)])
            {
                if (sensor.Place.DistanceTo(state.Place) is var metres and <= ReachM)
                {
                    var speed = _air.WindSpeedMs(state.AtMs);
                    var rise = state.Dust / (1 + (metres / HalvedAtM)) * ShareTowards(state, sensor, speed);
                    var from = state.AtMs + (long)(metres / Math.Max(speed, CalmMetresASecond) * 1_000);
                    sensor.Plumes.Add(new Plume(witness, state.AtMs, state.Place, from, rise));
                }
            }
        }
    }

    /// <summary>What the sensors read up to a time, in order.</summary>
    public IEnumerable<RoadsideObservation> ReadUntil(long atMs)
    {
        for (; _next <= atMs; _next += PeriodMs)
        {
            var (background, humidity) = (_air.Pm10(_next), _air.HumidityPct(_next));
            foreach (var sensor in _sensors)
            {
                yield return Read(sensor, _next, background, humidity);
            }
        }
    }

    private static RoadsideObservation Read(Sensor sensor, long atMs, double background, double districtHumidity)
    {
        var dry = background + Others(sensor, atMs);
        foreach (var ofTruck in sensor.Plumes.GroupBy(plume => plume.Witness))
        {
            var rise = ofTruck.Sum(plume => plume.RiseUgM3 * Overlap(plume.FromMs, atMs) / PeriodMs);
            dry += rise;
            if (rise >= DustUgM3)
            {
                var most = ofTruck.MaxBy(plume => plume.RiseUgM3);
                most.Witness.SeeDust(most.PassedMs, most.Place);
            }
        }

        sensor.Plumes.RemoveAll(plume => plume.FromMs + PlumeMs <= atMs);
        var humidity = Math.Clamp(districtHumidity + sensor.Random.Normal(0, 2), 20, 99);
        var water = 1 + (sensor.Hygroscopicity / 1.65 / ((100 / humidity) - 1));
        var read = (Math.Max(3, dry) * sensor.Gain * water * (1 + sensor.Random.Normal(0, 0.05))) + (sensor.IsFaulty && sensor.Random.Chance(SpikeShare) ? sensor.Random.Between(100, 400) : 0);
        return new RoadsideObservation(
            sensor.Id, DateTimeOffset.FromUnixTimeMilliseconds(atMs), sensor.Place.Lon, sensor.Place.Lat, ObservationKind.Pm10, Math.Round(Math.Max(0, read), 1),
            sensor.TellsHumidity ? Math.Round(humidity) : null, null, null, null, null);
    }

    private static double Others(Sensor sensor, long atMs)
    {
        if (atMs >= sensor.OthersUntilMs)
        {
            sensor.Others = 0;
            if (sensor.Random.Chance(OthersAnHour * PeriodMs / 3_600_000))
            {
                (sensor.Others, sensor.OthersUntilMs) = (sensor.Random.Between(60, 250), atMs + ((1 + sensor.Random.Below(3)) * PeriodMs));
            }
        }

        return sensor.Others;
    }

    private static double Overlap(long plumeFromMs, long readMs) => Math.Max(0, Math.Min(readMs, plumeFromMs + PlumeMs) - Math.Max(readMs - PeriodMs, plumeFromMs));

    // The wind blows it away from one side; where there is hardly any, it spreads to all.
    private double ShareTowards(in TruckState state, Sensor sensor, double windMs)
    {
        if (windMs < CalmMetresASecond)
        {
            return CalmShare;
        }

        var off = state.Place.CourseTo(sensor.Place) - (_air.WindFromDeg(state.AtMs) + 180 + sensor.Random.Normal(0, 15));
        return Math.Pow(Math.Max(0, Math.Cos(double.DegreesToRadians(off))), 1.5);
    }

    private static Sensor SensorAt(ulong seed, int index, Place bend)
    {
        var random = SeededRandom.For(seed, "truck-dust-sensor", index);
        var (angle, metres) = (random.Between(0, 2 * Math.PI), random.Between(15, 50));
        return new Sensor(string.Create(CultureInfo.InvariantCulture, $"dust-{index + 1:D3}"), bend.Shifted(metres * Math.Cos(angle), metres * Math.Sin(angle)), random)
        {
            Gain = random.Between(0.88, 1.12),
            Hygroscopicity = random.Between(0.3, 0.5),
            TellsHumidity = !random.Chance(WithoutHumidityShare),
            IsFaulty = random.Chance(FaultyShare),
        };
    }

    private static (int, int) CellOf(Place place) => ((int)Math.Floor(place.East / ReachM), (int)Math.Floor(place.North / ReachM));

    private readonly record struct Plume(TruckWitness Witness, long PassedMs, Place Place, long FromMs, double RiseUgM3);

    private sealed record Sensor(string Id, Place Place, SeededRandom Random)
    {
        public required double Gain { get; init; }

        public required double Hygroscopicity { get; init; }

        public required bool TellsHumidity { get; init; }

        public required bool IsFaulty { get; init; }

        public List<Plume> Plumes { get; } = [];

        public double Others { get; set; }

        public long OthersUntilMs { get; set; }
    }
}
