using NodaTime;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// Drives one truck through its shifts: load, carry, tip, come back. Some drivers tip where they must not; some merely wait by the road with a full bed, which
/// looks alike until one sees that it stays full.
/// </summary>
internal sealed class TruckDriver(
    SimulatedTruck truck, TruckDistrict district, DateTimeZone zone, SeededRandom random, TruckHabits habits, TruckWitness witness, RoadsideWitness roadside)
{
    private const double DumpShareOfTrips = 0.35;
    private const double WaitShareOfTrips = 0.12;
    private const double UncoveredShareOfTrips = 0.01;
    private const double CheatShareOfTrips = 0.35;
    private const double DetourShareOfTrips = 0.03;
    private const double LateShutShareOfTrips = 0.3;
    private const double OverloadShareOfTrips = 0.2;
    private const double FlickerShareOfWaits = 0.4;
    private const double WorksLateShareOfDays = 0.5;

    // Real heavy vehicles in cities: 6.5 m/s (standard deviation 2.8) while moving for a bus, 8.6 (6.8) for deliveries, standing 0 to 17 % of the time.
    private const double MovingMs = 7.5;
    private const double MovingDeviationMs = 2.5;
    private const double StandingShare = 0.08;
    private const double SpeedingMs = 21;

    // A trip takes about 40 minutes. An honest driver does not begin one that would end after hours, and is now and then held up: within the quarter of an hour that everybody grants, most times.
    private const double TripMinutes = 29;

    private readonly RoutePlaces _places = new(truck, district, random);
    private long _now;
    private long _end;
    private Place _place = truck.Parking.Middle;
    private double _course;
    private double _fill;
    private bool _lidOpen;
    private bool _lifting;
    private int _trips;
    private bool _loadFails;
    private bool _speeds;
    private double _roughness = 1;
    private long _shutAt;

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
                    witness.End();
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

        var uncovered = random.Chance(habits.LeavesOpen ? CheatShareOfTrips : UncoveredShareOfTrips);
        var dumping = habits.Dumps && (random.Chance(DumpShareOfTrips) || isFirst);
        _speeds = habits.Speeds && random.Chance(CheatShareOfTrips);
        _roughness = random.Chance(0.2) ? random.Between(1.5, 2.5) : random.Between(0.8, 1.2);
        var shutsLate = !uncovered && random.Chance(LateShutShareOfTrips);
        _lidOpen = uncovered || shutsLate;
        _shutAt = shutsLate ? _now + (long)(random.Between(20, 100) * 1_000) : 0;
        roadside.Begin(truck, _now, uncovered, _fill, _roughness, random);
        var elsewhere = !dumping && habits.TipsElsewhere && random.Chance(CheatShareOfTrips);
        foreach (var state in dumping ? TipAt(_places.Dumping(), 2.5, 9, "dumping") : elsewhere ? TipAt(_places.OtherDisposal().Middle, 5, 10, "unpermitted_at_site") : Deliver())
        {
            roadside.Pass(state, random, witness);
            if (roadside.Spilled > 0 && _fill > 0.15)
            {
                _fill = Math.Max(0.15, _fill - roadside.TakeSpilled());
            }

            yield return state;
        }

        roadside.End(truck, _now, random);
        (_speeds, _roughness) = (false, 1);
    }

    private IEnumerable<TruckState> Load()
    {
        _lidOpen = true;
        foreach (var state in Stand(random.Between(8, 18), share => _fill = share * 0.95))
        {
            yield return state;
        }

        _fill = random.Chance(OverloadShareOfTrips) ? random.Between(1.12, 1.35) : random.Between(0.9, 1.05);
        _lidOpen = false;
    }

    private IEnumerable<TruckState> Deliver()
    {
        var strays = habits.StraysOff && random.Chance(CheatShareOfTrips);
        if (strays || random.Chance(DetourShareOfTrips))
        {
            var aside = _places.Aside();
            if (!strays)
            {
                roadside.Divert(truck, _now, aside, random);
            }

            foreach (var state in Drive([truck.Route[1], aside, truck.Route[2], truck.Route[3]]).Concat(Tip(random.Between(5, 10))))
            {
                yield return state;
            }

            yield break;
        }

        var waitAt = random.Chance(WaitShareOfTrips) ? _places.Waiting() : null;
        foreach (var state in waitAt is { } place ? Drive([truck.Route[1], place]).Concat(Wait()) : [])
        {
            yield return state;
        }

        foreach (var state in Drive(waitAt is null ? [.. truck.Route.Skip(1)] : [.. truck.Route.Skip(2)]).Concat(Tip(random.Between(5, 10))))
        {
            yield return state;
        }
    }

    private IEnumerable<TruckState> TipAt(Place spot, double leastMinutes, double mostMinutes, string unlawful)
    {
        foreach (var state in Drive([truck.Route[1], spot]))
        {
            yield return state;
        }

        var from = _now;
        foreach (var state in Tip(random.Between(leastMinutes, mostMinutes)))
        {
            yield return state;
        }

        if (_now < _end)
        {
            witness.Tell(unlawful, from, _now, 1, spot);
        }
    }

    private IEnumerable<TruckState> Tip(double minutes)
    {
        (_lidOpen, _lifting) = (true, true);
        var full = _fill;
        foreach (var state in Stand(minutes, share => _fill = Math.Max(0, full * (1 - (share * 1.6)))))
        {
            yield return state;
        }

        (_fill, _lifting, _lidOpen, _shutAt) = (0, false, false, 0);
    }

    private IEnumerable<TruckState> Wait()
    {
        var (from, flickers) = (_now, random.Chance(FlickerShareOfWaits));
        foreach (var state in Stand(random.Between(6, 15), share => _loadFails = flickers && share is > 0.4 and < 0.7))
        {
            yield return state;
        }

        _loadFails = false;

        if (_now < _end)
        {
            witness.Tell("loaded_wait", from, _now, 0, _place);
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
                var stands = random.Chance(StandingShare);
                var speed = stands ? 0 : _speeds ? random.Normal(SpeedingMs, 0.7) : Math.Clamp(random.Normal(MovingMs, MovingDeviationMs), 2, 15);
                _lidOpen &= _shutAt == 0 || _now < _shutAt;
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

    private TruckState State(double speed, bool ignition)
    {
        var state = new TruckState(_now, _place, speed, _course, _fill, _lidOpen, _lifting, ignition, _loadFails, _roughness, roadside.DustAt(_place, speed, _fill));
        witness.See(state);
        return state;
    }

    private bool IsInShift()
    {
        var local = Instant.FromUnixTimeMilliseconds(_now).InZone(zone).LocalDateTime;
        var day = SeededRandom.For((ulong)truck.Index, "truck-day", local.Date.AtMidnight().ToDateTimeUnspecified().Ticks / TimeSpan.TicksPerDay);
        var later = habits.WorksLate && day.Chance(WorksLateShareOfDays) ? day.Between(60, 150) : -TripMinutes;
        var (time, window) = (new TimeOnly(local.Hour, local.Minute), truck.Window);
        return new PermitWindow(window.From, window.To.AddMinutes(later)).Holds(time);
    }
}
