using CityOps.Models.GroupRental.Evaluation;

namespace CityOps.Models.Tests.GroupRental.Evaluation;

public sealed class JudgedDistrictTests
{
    [Fact]
    public void A_district_with_both_kinds_in_each_part_lacks_nothing() => Assert.Null(Some.District(200).Lack());

    [Fact]
    public void A_part_of_one_kind_alone_or_of_nothing_is_named()
    {
        var district = Some.District(200);

        Assert.StartsWith("no group rental is among the ", With(district, 0f).Lack(), StringComparison.Ordinal);
        Assert.StartsWith("only group rentals are among the ", With(district, 1f).Lack(), StringComparison.Ordinal);
        Assert.Equal("no dwelling is left to learn from", (district with { Split = district.Split with { Learn = [] } }).Lack());
        Assert.Equal("no dwelling is left to calibrate on", (district with { Split = district.Split with { Calibrate = [] } }).Lack());
        Assert.Equal("no dwelling is left to test on", (district with { Split = district.Split with { Test = [] } }).Lack());
    }

    private static JudgedDistrict With(JudgedDistrict district, float rental) => district with { All = district.All with { Rental = [.. district.All.Rental.Select(_ => rental)] } };
}
