namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// A stretch of time in which something unlawful is really so, by the law's own words and the truck's true state, whoever sees it. Shorter than <paramref name="leastMs"/> it is nothing.
/// </summary>
internal sealed class TruthEpisode(string kind, double leastMs, double pauseMs, Action<string, long, long, Place> tell)
{
    private long _from = -1;
    private long _last;
    private Place _place;

    public void Take(long atMs, bool isSo, Place place)
    {
        if (_from >= 0 && atMs - _last > pauseMs)
        {
            End();
        }

        if (isSo)
        {
            // What sensors read of a truck does not come in the order in which it passed them.
            (_from, _last, _place) = _from < 0 ? (atMs, atMs, place) : (Math.Min(_from, atMs), Math.Max(_last, atMs), _place);
        }
    }

    public void End()
    {
        if (_from >= 0 && _last - _from >= leastMs)
        {
            tell(kind, _from, _last, _place);
        }

        _from = -1;
    }
}
