using System.Globalization;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// Trucks without a terminal that only cameras see: some with the plate of a registered truck that is somewhere else (套牌), some with a plate that nobody registered. Each works a shift a day.
/// </summary>
internal static class Strangers
{
    private const double CloneShare = 0.04;
    private const double UnregisteredShare = 0.04;
    private const string UnregisteredPrefix = "plate:";

    public static void Drive(ulong seed, TruckDistrict district, RoadCameras cameras, long fromMs, long toMs, bool honest, ITruthSink truth, Action<Contracts.Events.RoadsideObservation, long> send)
    {
        if (honest || cameras.All.Count == 0)
        {
            return;
        }

        foreach (var truck in district.Trucks)
        {
            var random = SeededRandom.For(seed, "truck-stranger", truck.Index);
            var witness = new CameraWitness(cameras, random, send);
            if (random.Chance(CloneShare))
            {
                Work(TruckRegister.PlateOf(truck), truck.Id, "cloned_plate", cameras, witness, random, fromMs, toMs, truth);
            }

            if (random.Chance(UnregisteredShare))
            {
                var plate = string.Create(CultureInfo.InvariantCulture, $"沪D{90_000 + truck.Index}");
                Work(plate, UnregisteredPrefix + plate, "unregistered", cameras, witness, random, fromMs, toMs, truth);
            }
        }
    }

    private static void Work(
        string plate, string subject, string kind, RoadCameras cameras, CameraWitness witness, SeededRandom random, long fromMs, long toMs, ITruthSink truth)
    {
        var (first, last, place) = (0L, 0L, default(Place));
        for (var dayMs = fromMs; dayMs < toMs; dayMs += 24 * 3_600_000L)
        {
            var atMs = dayMs + (long)(random.Between(6, 12) * 3_600_000);
            for (var left = 4 + random.Below(5); left > 0 && atMs < toMs; left--, atMs += (long)(random.Between(15, 50) * 60_000))
            {
                var camera = cameras.All[random.Below(cameras.All.Count)];
                witness.See(plate, camera, atMs, isOpen: random.Chance(0.1));
                (first, last, place) = (first == 0 ? atMs : first, atMs, camera.Place);
            }
        }

        if (last > first)
        {
            truth.Write(new TruthRow(subject, DateTimeOffset.FromUnixTimeMilliseconds(first), DateTimeOffset.FromUnixTimeMilliseconds(last), kind, 1, place.Lon, place.Lat));
        }
    }
}
