using CityOps.Models.GroupRental;
using CityOps.Models.Tabular;

namespace CityOps.Models.Tests.GroupRental;

/// <summary>A hundred flats of two rooms that use 0, 10, … 990 litres a day, and a few of others.</summary>
public sealed class PeerScalesTests
{
    private static readonly int Litres = ColumnOf("water_l_day");
    private static readonly int Rooms = ColumnOf("rooms");
    private static readonly int Beyond = ColumnOf("water_l_day_beyond_peers");

    [Fact]
    public void A_reading_is_told_by_its_distance_from_the_middle_peer_in_spreads_of_the_peers()
    {
        var peers = PeerScales.Of(Flats(100), Keys(100));

        // The middle one uses 490 L, the 10th percentile 90, the 90th 890.
        Assert.Equal(0, Filled(peers, rooms: 2, litres: 490)[Beyond], 4);
        Assert.Equal(0.5, Filled(peers, rooms: 2, litres: 890)[Beyond], 4);
        Assert.Equal(-0.25, Filled(peers, rooms: 2, litres: 290)[Beyond], 4);
    }

    [Theory]
    [InlineData(float.NaN, 490)]
    [InlineData(3, 490)]
    [InlineData(0, 490)]
    [InlineData(2, float.NaN)]
    public void Without_rooms_peers_or_a_reading_nothing_is_told(float rooms, float litres) =>
        Assert.Equal(float.NaN, Filled(PeerScales.Of(Flats(100), Keys(100)), rooms, litres)[Beyond]);

    [Fact]
    public void Few_peers_are_none() => Assert.Equal(float.NaN, Filled(PeerScales.Of(Flats(PeerScales.FewestPeers - 1), Keys(PeerScales.FewestPeers - 1)), 2, 100)[Beyond]);

    [Fact]
    public void What_is_the_same_everywhere_has_no_scale() => Assert.Equal(float.NaN, Filled(PeerScales.Of(Flats(100), Keys(100)), 2, 490)[ColumnOf("gas_m3_day_beyond_peers")]);

    [Fact]
    public void What_was_measured_stays_as_it_is()
    {
        var before = Flats(100).Row(7).ToArray();
        var after = before.ToArray();
        PeerScales.Of(Flats(100), Keys(100)).Fill(after);

        Assert.Equal(before[..GroupRentalFeatures.Measured.Count], after[..GroupRentalFeatures.Measured.Count]);
    }

    [Fact]
    public void How_well_a_meter_was_read_is_not_held_against_peers()
    {
        var names = GroupRentalFeatures.BeyondPeers.Select(f => f.Name).ToList();

        Assert.Contains("shower_hours_week_beyond_peers", names);
        Assert.DoesNotContain(names, n => n.Contains("_coverage", StringComparison.Ordinal) || n.Contains("_cycle_h", StringComparison.Ordinal) || n.Contains("_vs_peers_", StringComparison.Ordinal));
    }

    private static float[] Filled(PeerScales peers, float rooms, float litres)
    {
        var row = new float[GroupRentalFeatures.All.Count];
        (row[Rooms], row[Litres]) = (rooms, litres);
        peers.Fill(row);
        return row;
    }

    private static FeatureMatrix Flats(int count)
    {
        var width = GroupRentalFeatures.All.Count;
        var values = new float[count * width];
        for (var row = 0; row < count; row++)
        {
            (values[(row * width) + Rooms], values[(row * width) + Litres]) = (2, 10 * row);
        }

        return new FeatureMatrix(GroupRentalFeatures.Names, values);
    }

    private static ulong[] Keys(int count) => [.. Enumerable.Range(1, count).Select(k => (ulong)k)];

    private static int ColumnOf(string name) => new FeatureMatrix(GroupRentalFeatures.Names, []).ColumnOf(name);
}
