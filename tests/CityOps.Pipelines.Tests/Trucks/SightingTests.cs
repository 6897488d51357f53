using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class SightingTests : IDisposable
{
    private readonly Drive _drive = new();

    private static Truck Registered { get; } = new("t", "沪D·12345", "yellow", null, null, null, null, null, SomeTruck.Start.AddDays(-1), null);

    [Fact]
    public void A_camera_that_sees_a_truck_where_it_is_raises_nothing()
    {
        _drive.Knows("trucks", Registered).Takes(Drive.Points(0, 10)).Knows("roadside-observations", Seen(5, 3_000), Seen(8, 4_800)).Takes(Drive.Points(10, 40));
        Assert.Empty(_drive.Suspicions);
    }

    [Fact]
    public void A_plate_seen_twice_where_its_truck_cannot_be_is_cloned_and_one_reading_alone_is_not_believed()
    {
        _drive.Knows("trucks", Registered).Takes(Drive.Points(0, 6)).Knows("roadside-observations", Seen(5, 40_000)).Takes(Drive.Points(6, 12));
        Assert.Empty(_drive.Suspicions);

        _drive.Knows("roadside-observations", Seen(11, 40_000)).Takes(Drive.Points(12, 20));

        var cloned = Assert.Single(_drive.Standing("cloned_plate"));
        Assert.Equal(("t", SomeTruck.Start.AddMinutes(5)), (cloned.Subject, cloned.StartedAt));
        Assert.Contains("\"sightings\":2,\"sensor_id\":\"camera-1\"", cloned.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truck_that_a_camera_sees_while_its_terminal_is_silent_is_dark()
    {
        _drive.Knows("trucks", Registered).Takes(Drive.Points(0, 10)).Knows("roadside-observations", Seen(25, 15_000));
        _drive.Takes(Another(30));
        Assert.Empty(_drive.Suspicions);

        _drive.Takes(Another(45));

        var dark = Assert.Single(_drive.Standing("dark"));
        Assert.Equal(SomeTruck.Start.AddMinutes(10).AddSeconds(-20), dark.StartedAt);
        Assert.Contains("\"silent_min\":15", dark.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_that_come_later_withdraw_that_it_was_dark()
    {
        _drive.Knows("trucks", Registered).Takes(Drive.Points(0, 10)).Knows("roadside-observations", Seen(25, 15_000)).Takes(Another(45));
        Assert.Single(_drive.Standing("dark"));

        _drive.Takes(Drive.Points(10, 50));

        Assert.Empty(_drive.Standing("dark"));
        Assert.Contains("\"withdrawn_because\":\"resent\"", _drive.Suspicions[^1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plate_that_nobody_registered_is_suspected_until_it_is_registered()
    {
        _drive.Knows("trucks", Registered).Knows("roadside-observations", Seen(5, 0, "沪D-99999"));
        Assert.Empty(_drive.Suspicions);

        _drive.Knows("roadside-observations", Seen(65, 9_000, "沪d99999"));
        Assert.Equal("plate:沪D99999", Assert.Single(_drive.Standing("unregistered")).Subject);

        _drive.Knows("trucks", Registered with { TruckId = "late", Plate = "沪D99999" });
        Assert.Empty(_drive.Standing("unregistered"));
        Assert.Contains("truck:late", _drive.Suspicions[^1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sighting_that_is_sent_again_is_no_second_one()
    {
        _drive.Knows("trucks", Registered).Knows("roadside-observations", Seen(5, 0, "沪D-99999")).Knows("roadside-observations", Seen(5, 0, "沪D-99999"));
        _drive.Takes(Drive.Points(0, 6)).Knows("roadside-observations", Seen(5, 40_000)).Knows("roadside-observations", Seen(5, 40_000)).Takes(Drive.Points(6, 12));
        _drive.Knows("roadside-observations", Seen(5, 40_000)).Takes(Drive.Points(12, 20));
        Assert.Empty(_drive.Suspicions);
    }

    [Fact]
    public void Where_no_truck_is_registered_nobody_is_said_to_be_missing()
    {
        _drive.Knows("roadside-observations", Seen(5, 0), Seen(65, 0));
        Assert.Empty(_drive.Suspicions);
    }

    [Fact]
    public void A_load_that_only_a_camera_sees_counts_where_the_lid_sensor_says_nothing()
    {
        var open = Seen(5, 3_000) with { Kind = ObservationKind.CameraUncovered };
        _drive.Knows("trucks", Registered).Takes(Drive.Points(0, 6)).Knows("roadside-observations", open).Takes(Drive.Points(6, 10));
        Assert.Empty(_drive.Suspicions);

        using var blind = new Drive();
        blind.Knows("trucks", Registered).Takes(Drive.Points(0, 6, Unlidded)).Knows("roadside-observations", open).Takes(Drive.Points(6, 10, Unlidded));
        Assert.Contains("camera-1", Assert.Single(blind.Standing("uncovered")).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_of_another_partition_is_left_to_it()
    {
        _drive.Owns(_ => false).Knows("trucks", Registered).Knows("roadside-observations", Seen(5, 0, "沪D99999"), Seen(65, 0, "沪D99999"), Seen(5, 40_000), Seen(9, 40_000));
        Assert.Empty(_drive.Takes(Drive.Points(0, 60)).Suspicions);
    }

    [Fact]
    public void What_waits_survives_a_restart()
    {
        _drive.Knows("trucks", Registered).Takes(Drive.Points(0, 10)).Knows("roadside-observations", Seen(25, 15_000), Seen(26, 15_600, "沪D99999"));
        _drive.Restart().Knows("trucks", Registered).Knows("roadside-observations", Seen(30, 18_000, "沪D99999")).Takes(Another(45));
        Assert.Single(_drive.Standing("dark"));
        Assert.Single(_drive.Standing("unregistered"));
    }

    public void Dispose() => _drive.Dispose();

    private static TruckPosition Unlidded(TruckPosition position, double minute) => position with { Lid = Lid.Unknown };

    private static RoadsideObservation Seen(double minute, double eastM, string plate = "沪D12345") => new(
        "camera-1", SomeTruck.Start.AddMinutes(minute), SomeTruck.East(eastM), SomeTruck.Lat, ObservationKind.CameraTruck, null, null, plate, 0.9, null, null);

    private static TruckPosition Another(double minute) => SomeTruck.Position("another", minute, 0);
}
