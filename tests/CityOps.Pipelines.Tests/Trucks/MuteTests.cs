using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class MuteTests : IDisposable
{
    private readonly Drive _drive = new();

    private static DeviceMute Mute { get; } = new(
        "mute-1", "t", "uncovered", SomeTruck.Start, SomeTruck.Start.AddDays(7), SomeTruck.Start.AddHours(1), MuteOrigin.Dismissed, "case-1", null, null);

    [Fact]
    public void A_mute_withdraws_what_the_device_raised_and_orders_its_repair()
    {
        _drive.Takes(Open(5, 12)).Knows("device-mutes", Mute);

        Assert.Empty(_drive.Standing("uncovered"));
        Assert.Contains("\"withdrawn_because\":\"mute:mute-1\"", _drive.Suspicions.Last(s => s.SuspicionId.StartsWith("uncovered-", StringComparison.Ordinal)).Evidence, StringComparison.Ordinal);
        var repair = Assert.Single(_drive.Standing("device_fault"));
        Assert.Equal(SuspicionState.Open, repair.State);
        Assert.Contains("\"device\":\"lid\",\"signal\":\"uncovered\",\"mute_id\":\"mute-1\"", repair.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_that_signal_of_that_device_is_muted_and_only_while_it_holds()
    {
        _drive.Knows("permits", Drive.Permit with { DailyFrom = "22:00", DailyTo = "06:00" }).Knows("device-mutes", Mute with { DeviceId = "another" });
        _drive.Takes(Open(0, 10));
        Assert.Single(_drive.Standing("uncovered"));

        using var muted = new Drive();
        muted.Knows("permits", Drive.Permit with { DailyFrom = "22:00", DailyTo = "06:00" }).Knows("device-mutes", Mute).Takes(Open(0, 10));
        Assert.Empty(muted.Standing("uncovered"));
        Assert.Single(muted.Standing("off_hours"));

        using var past = new Drive();
        past.Knows("device-mutes", Mute with { ValidFrom = SomeTruck.Start.AddDays(-7), ValidTo = SomeTruck.Start }).Takes(Open(1, 10));
        Assert.Single(past.Standing("uncovered"));
    }

    [Theory]
    [InlineData("repaired", SuspicionState.Closed)]
    [InlineData("not_faulty", SuspicionState.Withdrawn)]
    public void A_mute_that_is_lifted_ends_its_repair_and_the_signal_counts_again(string because, SuspicionState repair)
    {
        _drive.Takes(Open(0, 5)).Knows("device-mutes", Mute);
        _drive.Knows("device-mutes", Mute with { LiftedAt = SomeTruck.Start.AddMinutes(6), LiftedBecause = because }).Takes(Drive.Points(5, 10)).Takes(Open(10, 20));

        Assert.Equal(repair, _drive.Suspicions.Last(s => s.SuspicionId.StartsWith("device_fault-", StringComparison.Ordinal)).State);
        Assert.Contains(_drive.Standing("uncovered"), s => s.StartedAt == SomeTruck.Start.AddMinutes(10));
    }

    public void Dispose() => _drive.Dispose();

    private static List<TruckPosition> Open(double fromMinute, double toMinute) => Drive.Points(fromMinute, toMinute, (p, _) => p with { Lid = Lid.Open });
}
