using CityOps.Models.GroupRental;

namespace CityOps.Models.Tests.GroupRental;

public sealed class EstimatedPeopleTests
{
    [Fact]
    public void Each_dwelling_is_estimated_once_and_never_by_a_model_that_learnt_from_it()
    {
        ulong[] keys = [.. Enumerable.Range(0, 400).Select(i => (ulong)(i / 2) * 7919)];

        var estimates = EstimatedPeople.OutOfFold(keys, seed: 3, (learn, its) =>
        {
            Assert.Empty(learn.Select(row => keys[row]).Intersect(its.Select(row => keys[row])));
            Assert.Equal(keys.Length, learn.Count + its.Count);
            return [.. its.Select(row => 1f + row)];
        });

        Assert.Equal(Enumerable.Range(1, keys.Length).Select(i => (float)i), estimates);
    }

    [Fact]
    public void What_the_register_does_not_say_stays_unknown()
    {
        var rows = Some.TrainingSet(2).Features;
        rows.Values[rows.ColumnOf("registered_population")] = float.NaN;

        var beside = EstimatedPeople.Beside(rows, [6, -1]);

        Assert.Equal(6, beside[0, beside.ColumnOf("estimated_occupants")]);
        Assert.Equal(0, beside[1, beside.ColumnOf("estimated_occupants")]);
        Assert.True(float.IsNaN(beside[0, beside.ColumnOf("estimated_per_registered")]));
        Assert.Equal(6 / rows[0, rows.ColumnOf("rooms")], beside[0, beside.ColumnOf("estimated_per_room")]);
    }
}
