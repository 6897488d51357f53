using CityOps.Pipelines.Dwellings;

namespace CityOps.Pipelines.Tests.Dwellings;

public sealed class SuspicionRuleTests
{
    private static readonly DwellingOptions Options = new();

    [Fact]
    public void More_people_than_the_law_allows_even_by_the_lower_bound_is_a_suspicion() =>
        Assert.Equal(SuspicionReasons.OverLegalLimit, SuspicionRule.Of(Row(occupants: 7, low: 4.5f, rooms: 2, registered: 7, kinship: "unrelated"), Options));

    [Fact]
    public void An_estimate_over_the_limit_whose_lower_bound_is_not_is_none() =>
        Assert.Equal(SuspicionReasons.None, SuspicionRule.Of(Row(occupants: 5, low: 3.5f, rooms: 2, registered: 5, kinship: "unrelated"), Options));

    [Fact]
    public void Too_many_people_who_live_like_a_small_family_are_none() =>
        Assert.Equal(SuspicionReasons.None, SuspicionRule.Of(Row(occupants: 3, low: 2.2f, rooms: 1, registered: 3, probability: 0.001f), Options));

    [Fact]
    public void A_statutory_family_is_exempt_from_the_limit_per_room() =>
        Assert.Equal(SuspicionReasons.None, SuspicionRule.Of(Row(occupants: 7, low: 4.5f, rooms: 2, registered: 7, kinship: "family"), Options));

    [Fact]
    public void Far_more_people_than_registered_need_a_probable_group_rental_too()
    {
        Assert.Equal(SuspicionReasons.FarMoreThanRegistered, SuspicionRule.Of(Row(occupants: 6, low: 3, rooms: 3, registered: 2, probability: 0.7f), Options));
        Assert.Equal(SuspicionReasons.None, SuspicionRule.Of(Row(occupants: 6, low: 3, rooms: 3, registered: 2, probability: 0.2f), Options));
        Assert.Equal(SuspicionReasons.None, SuspicionRule.Of(Row(occupants: 6, low: 3, rooms: 3, registered: float.NaN, probability: 0.7f), Options));
    }

    [Fact]
    public void Where_rooms_are_not_known_there_is_no_limit() =>
        Assert.Equal(SuspicionReasons.None, SuspicionRule.Of(Row(occupants: 9, low: 8, rooms: float.NaN, registered: 9, kinship: "unknown"), Options));

    private static DwellingRow Row(float occupants, float low, float rooms, float registered, float probability = 0.3f, string kinship = "unknown") =>
        new(0, 1, new DwellingFacts("", "", "", kinship, "", 0, HasSharedMeter: false, MatchConfidence: 1), probability, occupants, low, occupants + 2, rooms, 90, registered);
}
