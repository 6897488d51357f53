using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;

namespace CityOps.Pipelines.Tests.Trucks;

/// <summary>Sensors beside the road of <see cref="SomeTruck"/>, and passes to learn from.</summary>
internal static class SomeDust
{
    /// <summary>Half an hour and more of readings each two minutes, 20 m north of the road, and a rise in the first one after a pass.</summary>
    public static IReadOnlyList<RoadsideObservation> Readings(string sensor, double eastM, double passedMinute, double before, double after, double? humidity = 0) =>
    [
        .. Enumerable.Range(-20, 24).Select(i => new RoadsideObservation(
            sensor, SomeTruck.Start.AddMinutes(passedMinute + 1 + (i * 2)), SomeTruck.East(eastM), SomeTruck.Lat + 0.00018, ObservationKind.Pm10, i == 0 ? after : before, humidity, null, null, null, null)),
    ];

    /// <summary>The more it rose, the likelier it is dust: never below 40 µg/m³, always from 140; most rose little.</summary>
    public static IReadOnlyList<ScoredExample> Examples()
    {
        var random = new Random(7);
        return
        [
            .. Enumerable.Range(0, 1_000).Select(_ =>
            {
                var features = new float[ScoreKind.Dust.Features.Count];
                features[0] = (float)(Math.Pow(random.NextDouble(), 3) * 300);
                return new ScoredExample { Features = features, Label = features[0] - 40 > random.NextDouble() * 100 };
            }),
        ];
    }
}
