using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// Plays one local day in one dwelling: who is there (this file), and what that uses (<see cref="WaterUse"/>, <see cref="MealUse"/>, <see cref="EnergyUse"/>). Not
/// thread-safe; reused day after day without allocating.
/// </summary>
public sealed class DwellingDay
{
    private readonly Presence _presence = new();
    private readonly SeededRandom _random = new(0);

    public UtilityDay Water { get; } = new();

    public UtilityDay Electricity { get; } = new();

    public UtilityDay Gas { get; } = new();

    /// <summary>Power made on the roof that day, kWh; the meter counts what the grid gives beyond it.</summary>
    public UtilityDay Solar { get; } = new();

    /// <summary>Residents who slept or spent the day there; guests are not counted.</summary>
    public int Present { get; private set; }

    public void Play(DwellingPlan plan, ulong seed, int town, ref HomeState state, DistrictDay today)
    {
        var day = today.Day.DayNumber;
        _random.Restart(seed, (ulong)Purpose.Day, plan.Index, day);
        Clear(today.Clock);
        Present = 0;
        var kind = plan.KindOn(today.Day);
        var residents = plan.ResidentsOn(today.Day);
        TripsAndGuests(plan, kind, ref state, today);
        if (day >= state.AwayUntil)
        {
            Gather(plan, kind, residents, seed, today);
            Present = _presence.People.Count;
            AddGuests(state, today);
        }

        var home = new HomeDay(plan, kind, residents.Length, town, today, _presence, _random);
        var showered = WaterUse.Play(home, state, Water, Electricity);
        MealUse.Play(home, Water, Electricity, Gas);
        EnergyUse.Play(home, showered, Electricity, Gas, Solar);
    }

    private void Clear(DayClock clock)
    {
        _presence.Clear();
        Water.Clear(clock);
        Electricity.Clear(clock);
        Gas.Clear(clock);
        Solar.Clear(clock);
    }

    private void TripsAndGuests(DwellingPlan plan, DwellingKind kind, ref HomeState state, DistrictDay today)
    {
        var day = today.Day.DayNumber;
        if (day >= state.AwayUntil && _random.Chance(AwayChance(plan, kind, today)))
        {
            state.AwayUntil = day + 1 + (int)_random.Exponential(kind is DwellingKind.Vacation ? 9 : plan.Habits.TripDays);
        }

        if (day >= state.LeakUntil && _random.Chance(P.LeakChancePerDay))
        {
            state.LeakUntil = day + 1 + (int)_random.Exponential(P.LeakDays);
            state.LeakLitresPerHour = (float)_random.Exponential(P.LeakLitresPerHour);
        }

        var festive = today.FromNewYear is >= -1 and <= 5 ? 8 : 1;
        if (day >= state.GuestsUntil && !kind.IsGroupRental() && _random.Chance(P.VisitorsPerDay * festive))
        {
            state.GuestsUntil = day + 1 + (int)_random.Exponential(P.VisitorDays);
            state.Guests = (byte)(1 + _random.Below(3));
        }
    }

    // A second home is empty until a weekend fills it; a short let is empty between guests.
    private static double AwayChance(DwellingPlan plan, DwellingKind kind, DistrictDay today) => kind switch
    {
        DwellingKind.Vacation => today.IsFree ? 0.6 : 0.93,
        DwellingKind.ShortLet => today.IsFree ? 0.2 : 0.45,
        _ when kind.IsShared() => 0,
        _ when today.Day.DayOfWeek is DayOfWeek.Saturday => Math.Max(plan.Habits.WeekendAway, plan.Habits.TripsPerDay),
        _ => plan.Habits.TripsPerDay * today.TravelFactor * (today.FromNewYear is >= -2 and <= 4 ? 6 : 1),
    };

    private void Gather(DwellingPlan plan, DwellingKind kind, Resident[] residents, ulong seed, DistrictDay today)
    {
        for (var person = 0; person < residents.Length; person++)
        {
            var elsewhere = _random.Chance(kind.IsShared() ? P.LodgerNightElsewhere : P.NightElsewhere);
            if (!elsewhere && !Festival.IsAway(kind, seed, plan.Index, person, today.FromNewYear))
            {
                _presence.Add(PersonDay.Of(residents[person], today.Culture, today.IsFree, _random.Chance(P.SickDay), plan.Habits.Outgoing, _random));
            }
        }
    }

    private void AddGuests(in HomeState state, DistrictDay today)
    {
        for (var guest = 0; guest < state.Guests && today.Day.DayNumber < state.GuestsUntil; guest++)
        {
            var visitor = new Resident(Occupation.AtHome, (float)today.Culture.Work.Wakes, 0, 0, (float)today.Culture.Work.Sleeps, (float)P.ShowersPerPersonDay, guest == 0, false, false, 1);
            _presence.Add(PersonDay.Of(visitor, today.Culture, isFree: true, isSick: false, 1, _random));
        }
    }
}

/// <summary>All that decides what a dwelling uses on a day.</summary>
internal readonly record struct HomeDay(DwellingPlan Plan, DwellingKind Kind, int Residents, int Town, DistrictDay Today, Presence Presence, SeededRandom Random)
{
    public HomeHabits Habits => Plan.Habits;

    public Culture Culture => Today.Culture;
}
