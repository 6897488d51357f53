using CityOps.Models.GroupRental;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>Models learn from districts that are booked in one pass; scoring meets what landing has derived.</summary>
[Collection(nameof(BookedDistrictTests))]
public sealed class BookedDistrictTests
{
    // Hours are counted at a limit, and landed amounts are rounded to floats: of a window's hours one may fall on its other side.
    private const float OneHour = 1.01f / GroupRentalFeatures.WindowDays;

    [Fact]
    public async Task What_is_booked_in_one_pass_has_the_features_of_what_landed()
    {
        await using var landed = await ScoredDistrict.StartAsync(100, seed: 42, rentalShare: 0.1, keepsHours: true);
        await using var booked = await ScoredDistrict.StartAsync(100, seed: 42, rentalShare: 0.1, keepsHours: false);

        Assert.Equal(landed.Truth.Keys, booked.Truth.Keys);
        var (expected, actual) = (landed.Truth.Features, booked.Truth.Features);
        var differing = new List<string>();
        for (var row = 0; row < expected.Rows; row++)
        {
            for (var column = 0; column < expected.Width; column++)
            {
                var (one, other) = (expected[row, column], actual[row, column]);
                var most = expected.Names[column].EndsWith("_hours", StringComparison.Ordinal) ? OneHour : 1e-4f + (1e-4f * Math.Abs(one));
                if (float.IsNaN(one) != float.IsNaN(other) || Math.Abs(one - other) > most)
                {
                    differing.Add($"{expected.Names[column]} of {landed.Truth.Keys[row]}: {one} landed, {other} booked");
                }
            }
        }

        Assert.True(differing.Count == 0, $"{differing.Count} differ:\n{string.Join('\n', differing.Take(20))}");
    }
}
