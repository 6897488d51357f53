using CityOps.Ingest.Simulation.Trucks;

namespace CityOps.Ingest.Tests.Trucks;

public sealed class TruthEpisodeTests
{
    [Fact]
    public void What_is_told_out_of_order_is_one_episode_from_the_first_to_the_last()
    {
        var told = new List<(long From, long To)>();
        var episode = new TruthEpisode("dust", 0, 1_000, (_, from, to, _) => told.Add((from, to)));

        foreach (var at in (long[])[100, 90, 400, 350])
        {
            episode.Take(at, isSo: true, new Place(0, 0));
        }

        episode.Take(5_000, isSo: true, new Place(0, 0));
        episode.End();

        Assert.Equal([(90, 400), (5_000, 5_000)], told);
    }
}
