using CityOps.Models.GroupRental;

namespace CityOps.Models.Tests.GroupRental;

public sealed class LegalLimitTests
{
    [Theory]
    [InlineData(2, 80, 4)]
    [InlineData(3, 24, 4)]
    [InlineData(1, float.NaN, 2)]
    public void Two_a_room_but_at_least_five_square_metres_each(float rooms, float area, int people) => Assert.Equal(people, LegalLimit.Of(rooms, area));

    [Fact]
    public void There_is_no_limit_where_rooms_are_not_known() => Assert.Null(LegalLimit.Of(float.NaN, 100));
}
