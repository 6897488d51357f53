using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class RuleTests : IDisposable
{
    private readonly Drive _drive = new();

    [Fact]
    public void Off_route_is_one_incident_from_where_it_left_to_where_it_came_back()
    {
        _drive.Knows("permits", Drive.Permit).Takes(Drive.Points(0, 30, (p, m) => m is >= 10 and < 20 ? Drive.North(p, 400) : p));
        var incident = Assert.Single(_drive.Standing("off_route"));
        Assert.Equal(SuspicionState.Closed, incident.State);
        Assert.Equal(SomeTruck.Start.AddMinutes(10), incident.StartedAt);
        Assert.Contains("\"off_route_m\":40", incident.Evidence, StringComparison.Ordinal);
        Assert.Equal(2, _drive.Suspicions.Count);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(95)]
    public void On_the_edge_of_the_corridor_nothing_flaps(double northM)
    {
        _drive.Knows("permits", Drive.Permit).Takes(Drive.Points(0, 30, (p, m) => Drive.North(p, (int)(m * 3) % 2 == 0 ? northM : 60)));
        Assert.Empty(_drive.Suspicions);
    }

    [Fact]
    public void An_empty_truck_may_drive_where_it_likes()
    {
        _drive.Knows("permits", Drive.Permit).Takes(Drive.Points(0, 30, (p, _) => Drive.North(p, 900) with { Load = Load.Empty }));
        Assert.Empty(_drive.Suspicions);
    }

    [Fact]
    public void A_detour_known_before_is_no_incident_and_one_that_comes_late_withdraws_it()
    {
        var detour = new Control("C-1", ControlKind.Detour, null, SomeTruck.Start, SomeTruck.Start.AddHours(1), null);
        var away = Drive.Points(0, 30, (p, m) => m is >= 10 and < 20 ? Drive.North(p, 400) : p);
        using var told = new Drive();
        told.Knows("permits", Drive.Permit).Knows("controls", detour).Takes(away);
        Assert.Empty(told.Suspicions);
        _drive.Knows("permits", Drive.Permit).Takes(away).Knows("controls", detour with { Kind = ControlKind.EventBan });
        Assert.Single(_drive.Standing("off_route"));
        _drive.Knows("controls", detour);
        Assert.Empty(_drive.Standing("off_route"));
        Assert.Contains("control:C-1", _drive.Suspicions[^1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forbidden_area_crossed_between_two_points_is_off_route()
    {
        _drive.Knows("sites", SomeTruck.Site("no", 6_100, 40, SiteKind.Forbidden)).Takes(Drive.Points(0, 20));
        Assert.Single(_drive.Standing("off_route"));
    }

    // The drive begins at 08:00 in the processor's time zone.
    [Theory]
    [InlineData("06:00", "07:00", true)]
    [InlineData("06:00", "07:50", false)]
    [InlineData("22:00", "09:00", false)]
    [InlineData("22:00", "07:00", true)]
    [InlineData("09:30", "22:00", true)]
    public void Loaded_and_moving_out_of_hours_is_an_incident_beyond_a_grace(string from, string to, bool isIncident)
    {
        _drive.Knows("permits", Drive.Permit with { DailyFrom = from, DailyTo = to }).Takes(Drive.Points(0, 5));
        Assert.Equal(isIncident, _drive.Standing("off_hours").Count == 1);
    }

    [Fact]
    public void A_night_work_permit_that_comes_late_withdraws_off_hours()
    {
        _drive.Knows("permits", Drive.Permit with { DailyFrom = "22:00", DailyTo = "06:00" }).Takes(Drive.Points(0, 10));
        Assert.Single(_drive.Standing("off_hours"));
        _drive.Knows("controls", new Control("N-1", ControlKind.NightWorkPermit, null, SomeTruck.Start.AddHours(-1), null, null));
        Assert.Empty(_drive.Standing("off_hours"));
    }

    [Fact]
    public void An_open_lid_counts_while_loaded_and_moving_for_longer_than_it_takes_to_shut()
    {
        _drive.Takes(Drive.Points(0, 15, (p, m) => m < 1.5 ? p with { Lid = Lid.Open } : p));
        Assert.Empty(_drive.Suspicions);
        _drive.Takes(Drive.Points(15, 30, (p, m) => m < 25 ? p with { Lid = Lid.Open } : p));
        Assert.Equal(SuspicionState.Closed, Assert.Single(_drive.Standing("uncovered")).State);
    }

    [Fact]
    public void A_lid_that_was_never_shut_through_two_unloadings_is_a_faulty_sensor_and_takes_its_incidents_back()
    {
        _drive.Knows("sites", SomeTruck.Site("d", 300_000, 100));
        for (var trip = 0; trip < 2; trip++)
        {
            _drive.Takes(Drive.Points(trip * 20, (trip * 20) + 20, (p, m) => p with { Lid = Lid.Open, Load = m - (trip * 20) < 10 ? Load.Full : Load.Empty }));
        }

        var fault = Assert.Single(_drive.Standing("device_fault"));
        Assert.Contains("\"device\":\"lid\"", fault.Evidence, StringComparison.Ordinal);
        Assert.Contains("\"started_at\":\"2026-03-01T08:00:", fault.Evidence, StringComparison.Ordinal);
        Assert.Empty(_drive.Standing("uncovered"));
        Assert.Contains(_drive.Suspicions, s => s.State == SuspicionState.Withdrawn);
    }

    [Fact]
    public void Speeding_takes_the_word_of_the_terminal_and_the_way_made()
    {
        var road = new Road("r", FormattableString.Invariant($"LINESTRING({SomeTruck.East(-1_000):R} {SomeTruck.Lat}, {SomeTruck.East(50_000):R} {SomeTruck.Lat})"), 25, SomeTruck.Start.AddDays(-1), null);
        _drive.Knows("roads", road).Takes(Drive.Points(0, 10));
        Assert.Single(_drive.Standing("speeding"));
        using var slow = new Drive();
        slow.Knows("roads", road).Takes(Drive.Points(0, 10, (p, m) => SomeTruck.Position("t", m, m * 100, Load.Full) with { SpeedKmh = 60 }));
        Assert.Empty(slow.Suspicions);
    }

    [Fact]
    public void A_load_sensor_that_flickers_while_waiting_is_no_dumping_and_a_short_tip_is_one()
    {
        _drive.Knows("sites", SomeTruck.Site("d", 300_000, 100));
        TruckPosition Stand(TruckPosition p, double m) => SomeTruck.Position("t", m, 6_000, p.Load) with { SpeedKmh = 0, Lifting = false };
        _drive.Takes(Drive.Points(0, 10)).Takes(Drive.Points(10, 14, (p, m) => Stand(p, m) with { Load = m is > 11 and < 12.1 ? Load.Empty : Load.Full }));
        Assert.Empty(_drive.Suspicions);
        _drive.Takes(Drive.Points(14, 16, (p, m) => Stand(p, m) with { Load = m > 15 ? Load.Empty : Load.Full, Lifting = m > 14.5 }));
        Assert.Single(_drive.Standing("dumping"));
    }

    [Fact]
    public void A_terminal_without_a_load_bit_is_followed_by_its_scales()
    {
        _drive.Knows("sites", SomeTruck.Site("d", 300_000, 100));
        TruckPosition Weighed(TruckPosition p, double m) =>
            SomeTruck.Position("t", m, m is > 19 and < 22 ? 11_400 : m * 600) with { WeightKg = m is > 5 and < 20 ? 30_000 : 14_000 };
        _drive.Takes(Drive.Points(0, 40, Weighed));
        Assert.Single(_drive.Standing("dumping"));
    }

    [Fact]
    public void Loaded_at_a_site_that_no_permit_names_is_an_incident_until_the_permit_comes()
    {
        TruckPosition Stand(TruckPosition p, double m) => SomeTruck.Position("t", m, 0, m < 5 ? Load.Empty : Load.Full) with { SpeedKmh = 0 };
        _drive.Knows("sites", SomeTruck.Site("c", 0, 100, SiteKind.Construction)).Knows("permits", Drive.Permit).Takes(Drive.Points(0, 10, Stand));
        Assert.Single(_drive.Standing("unpermitted_at_site"));
        _drive.Knows("permits", Drive.Permit with { PermitId = "late", LoadingSite = "c" });
        Assert.Empty(_drive.Standing("unpermitted_at_site"));
    }

    [Fact]
    public void A_loaded_truck_that_goes_dark_is_an_incident_until_its_terminal_resends()
    {
        _drive.Takes(Drive.Points(0, 10)).Takes(Drive.Points(60, 65));
        Assert.Single(_drive.Standing("dark"));
        _drive.Takes(Drive.Points(10, 60));
        Assert.Empty(_drive.Standing("dark"));
    }

    [Fact]
    public void What_happened_in_a_silence_is_found_late()
    {
        _drive.Knows("permits", Drive.Permit).Takes(Drive.Points(0, 10)).Takes(Drive.Points(60, 65));
        _drive.Takes(Drive.Points(10, 60, (p, m) => m is >= 20 and < 30 ? Drive.North(p, 400) : p));
        var incident = Assert.Single(_drive.Standing("off_route"));
        Assert.True(incident.FoundLate);
        Assert.Equal((SomeTruck.Start.AddMinutes(20), SuspicionState.Closed), (incident.StartedAt, incident.State));
    }

    [Fact]
    public void What_came_before_the_first_point_is_found_late_for_a_week_and_survives_a_restart()
    {
        _drive.Knows("permits", Drive.Permit).Takes(Drive.Points(60, 65));
        _drive.Restart().Knows("permits", Drive.Permit).Takes(Drive.Points(0, 60, (p, m) => m is >= 20 and < 30 ? Drive.North(p, 400) : p));
        var incident = Assert.Single(_drive.Standing("off_route"));
        Assert.True(incident.FoundLate);
        Assert.Equal((SomeTruck.Start.AddMinutes(20), SuspicionState.Closed), (incident.StartedAt, incident.State));

        _drive.Takes(Drive.Points(-8 * 24 * 60, (-8 * 24 * 60) + 30, (p, _) => Drive.North(p, 400)));
        Assert.Single(_drive.Standing("off_route"));
    }

    [Fact]
    public void A_late_point_that_shows_the_truck_on_its_route_takes_the_incident_back()
    {
        var away = Drive.Points(0, 12, (p, m) => m >= 10.5 ? Drive.North(p, 400) : p);
        _drive.Knows("permits", Drive.Permit).Takes(away);
        Assert.Single(_drive.Standing("off_route"));
        _drive.Takes([.. Drive.Points(11, 11.1).Select(p => p with { At = p.At.AddSeconds(10) })]);
        Assert.Empty(_drive.Standing("off_route"));
    }

    [Fact]
    public void Cut_power_is_tampering_and_swallowed_by_no_filter()
    {
        _drive.Takes(Drive.Points(0, 5, (p, m) => m is > 1 and < 3 ? p with { Alarms = 1 << 8 } : p));
        Assert.Single(_drive.Standing("tampering"));
    }

    [Fact]
    public void In_any_order_within_the_lateness_the_same_incidents_stand()
    {
        var points = Drive.Points(0, 60, (p, m) => ((int)m % 20) < 8 ? Drive.North(p, 400) with { Lid = Lid.Open } : p);
        _drive.Knows("permits", Drive.Permit with { DailyFrom = "06:00", DailyTo = "07:00" }).Takes(points);
        var expected = Final(_drive);
        Assert.Equal(7, expected.Count);
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            using var mixed = new Drive();
            mixed.Knows("permits", Drive.Permit with { DailyFrom = "06:00", DailyTo = "07:00" });
            foreach (var message in points.OrderBy(p => p.At.AddMinutes(random.NextDouble() * 9)).Chunk(random.Next(1, 9)))
            {
                mixed.Takes(message);
            }

            Assert.Equal(expected, Final(mixed));
        }
    }

    public void Dispose() => _drive.Dispose();

    private static List<string> Final(Drive drive) =>
    [
        .. drive.Suspicions.GroupBy(s => s.SuspicionId).Select(g => g.MaxBy(s => s.Revision)!).Where(s => s.State != SuspicionState.Withdrawn)
            .OrderBy(s => s.SuspicionId).Select(s => $"{s.SuspicionId} {s.State} {s.Score} {s.Evidence}"),
    ];
}
