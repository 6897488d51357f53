using NodaTime;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// Drives one truck through its shifts: load, carry, tip, come back. Some drivers tip where they must not; some merely wait by the road with a full bed, which
/// looks alike until one sees that it stays full.
/// </summary>
internal sealed class TruckDriver(SimulatedTruck truck, TruckDistrict district, DateTimeZone zone, SeededRandom random, bool dumps, ITruthSink truth)
{
    private const double DumpShareOfTrips = 0.35;
    private const double WaitShareOfTrips = 0.12;
    private const double UncoveredShareOfTrips = 0.05;

    private long _now;
    private long _end;
    private Place _place = truck.Parking.Middle;
    private double _course;
    private double _fill;
    private bool _lidOpen;
    private bool _lifting;
    private int _trips;

    /// <summary>The truck's states in time order, about every 15 to 30 s while its engine runs and every 5 min while it does not.</summary>
    public IEnumerable<TruckState> Run(long fromMs, long toMs)
    {
        (_now, _end) = (fromMs, toMs);
        _place = IsInShift() ? truck.Loading.Middle : truck.Parking.Middle;
        _now += (long)(random.Between(0, 60) * 1000);
        while (_now < _end)
        {
            foreach (var state in IsInShift() ? Trip() : Rest())
            {
                if (state.AtMs >= _end)
                {
                    yield break;
                }

                yield return state;
            }
        }
    }

    private IEnumerable<TruckState> Trip()
    {
        var isFirst = _trips++ == 0;
        foreach (var state in Drive([truck.Loading.Middle.Shifted(random.Between(-40, 40), random.Between(-40, 40))]).Concat(Load()))
        {
            yield return state;
        }

        var uncovered = random.Chance(UncoveredShareOfTrips);
        var dumping = dumps && (random.Chance(DumpShareOfTrips) || isFirst);
        _lidOpen = uncovered;
        var leftAt = _now;
        foreach (var state in dumping ? Dump() : Deliver())
        {
            yield return state;
        }

        if (uncovered && !dumping && _now < _end)
        {
            Tell("uncovered", leftAt, _now, 1, truck.Loading.Middle);
        }
    }

    private IEnumerable<TruckState> Load()
    {
        _lidOpen = true;
        foreach (var state in Stand(random.Between(8, 18), share => _fill = share))
        {
            yield return state;
        }

        _fill = 1;
        _lidOpen = false;
    }

    private IEnumerable<TruckState> Deliver()
    {
        var waitAt = random.Chance(WaitShareOfTrips) ? WaitingPlace() : null;
        foreach (var state in waitAt is { } place ? Drive([truck.Route[1], place]).Concat(Wait()) : [])
        {
            yield return state;
        }

        foreach (var state in Drive(waitAt is null ? [.. truck.Route.Skip(1)] : [.. truck.Route.Skip(2)]).Concat(Tip(random.Between(5, 10))))
        {
            yield return state;
        }
    }

    private IEnumerable<TruckState> Dump()
    {
        var spot = DumpingPlace();
        foreach (var state in Drive([truck.Route[1], spot]))
        {
            yield return state;
        }

        var from = _now;
        foreach (var state in Tip(random.Between(6, 12)))
        {
            yield return state;
        }

        if (_now < _end)
        {
            Tell("dumping", from, _now, 1, spot);
        }
    }

    private IEnumerable<TruckState> Tip(double minutes)
    {
        _lidOpen = true;
        _lifting = true;
        foreach (var state in Stand(minutes, share => _fill = Math.Max(0, 1 - (share * 1.6))))
        {
            yield return state;
        }

        (_fill, _lifting, _lidOpen) = (0, false, false);
    }

    private IEnumerable<TruckState> Wait()
    {
        var from = _now;
        foreach (var state in Stand(random.Between(6, 15), _ => { }))
        {
            yield return state;
        }

        if (_now < _end)
        {
            Tell("loaded_wait", from, _now, 0, _place);
        }
    }

    private IEnumerable<TruckState> Rest()
    {
        foreach (var state in Drive([truck.Parking.Middle]))
        {
            yield return state;
        }

        while (!IsInShift() && _now < _end)
        {
            yield return State(speed: 0, ignition: false);
            _now += (long)(random.Between(290, 310) * 1000);
        }
    }

    private IEnumerable<TruckState> Stand(double minutes, Action<double> progress)
    {
        var (from, until) = (_now, _now + (long)(minutes * 60_000));
        while (_now < until)
        {
            progress((double)(_now - from) / (until - from));
            yield return State(speed: 0, ignition: true);
            Step();
        }
    }

    private IEnumerable<TruckState> Drive(IReadOnlyList<Place> path)
    {
        foreach (var target in path)
        {
            while (_place.DistanceTo(target) > 1)
            {
                _course = _place.CourseTo(target);
                var light = random.Chance(0.03);
                var speed = light ? 0 : random.Between(7, 14);
                yield return State(speed, ignition: true);
                var seconds = Step();
                _place = _place.Towards(target, Math.Min(1, speed * seconds / _place.DistanceTo(target)));
            }
        }
    }

    private double Step()
    {
        var seconds = random.Between(15, 30);
        _now += (long)(seconds * 1000);
        return seconds;
    }

    private TruckState State(double speed, bool ignition) => new(_now, _place, speed, _course, _fill, _lidOpen, _lifting, ignition);

    private Place? WaitingPlace()
    {
        var place = truck.Route[1].Towards(truck.Route[2], random.NextDouble());
        return district.IsOutsideSites(place, 150) ? place : null;
    }

    // A quiet spot off the route, well outside every site.
    private Place DumpingPlace()
    {
        var place = truck.Route[1];
        for (var attempt = 0; attempt < 50; attempt++)
        {
            place = truck.Route[1].Towards(truck.Route[2], random.NextDouble()).Shifted(random.Between(-900, 900), random.Between(-900, 900));
            if (district.IsOutsideSites(place, 250))
            {
                break;
            }
        }

        return place;
    }

    private bool IsInShift()
    {
        var local = Instant.FromUnixTimeMilliseconds(_now).InZone(zone).TimeOfDay;
        return truck.Window.Holds(new TimeOnly(local.Hour, local.Minute));
    }

    private void Tell(string kind, long from, long to, double value, Place place) => truth.Write(new TruthRow(
        truck.Id, DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to), kind, value, place.Lon, place.Lat));
}
