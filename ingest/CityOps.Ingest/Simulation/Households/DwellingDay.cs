using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Plays one local day in one dwelling: who is in and awake, and what that uses in each hour. Not thread-safe; reused day after day.</summary>
public sealed class DwellingDay
{
    private const int Hours = 24;
    private readonly double[] _awake = new double[Hours];
    private readonly double[] _asleep = new double[Hours];

    /// <summary>Litres in each hour of the day last played.</summary>
    public double[] Water { get; } = new double[Hours];

    /// <summary>kWh in each hour.</summary>
    public double[] Electricity { get; } = new double[Hours];

    /// <summary>m³ in each hour.</summary>
    public double[] Gas { get; } = new double[Hours];

    public void Play(DwellingPlan plan, DateOnly day, double meanC, SeededRandom random)
    {
        Clear();
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var home = AtHome(plan, weekend, random);
        if (home)
        {
            var present = 0;
            foreach (var resident in plan.Residents)
            {
                if (!random.Chance(plan.Kind.IsGroupRental() ? 0.06 : 0.03))
                {
                    present++;
                    PlayPerson(plan, resident, weekend, random);
                }
            }

            Meals(plan, present, weekend, random);
            Laundry(plan, present, weekend, random);
        }

        Fixtures(plan, home, meanC, random);
    }

    private void Clear()
    {
        Array.Clear(_awake);
        Array.Clear(_asleep);
        Array.Clear(Water);
        Array.Clear(Electricity);
        Array.Clear(Gas);
    }

    private static bool AtHome(DwellingPlan plan, bool weekend, SeededRandom random) => plan.Kind switch
    {
        DwellingKind.Vacation => weekend && random.Chance(0.3),
        DwellingKind.BedLetting or DwellingKind.Subdivided => true,
        _ => !random.Chance(weekend ? 0.12 : 0.02),
    };

    private void PlayPerson(DwellingPlan plan, Resident resident, bool weekend, SeededRandom random)
    {
        var dayOff = resident.Occupation is Occupation.ServiceWorker or Occupation.NightWorker ? random.Chance(1 / 7.0) : weekend;
        var wakes = resident.Wakes + (dayOff ? random.Between(0.3, 2) : random.Normal(0, 0.25));
        var sleeps = resident.Sleeps + random.Normal(0, 0.4);
        var (leaves, returns) = Out(resident, dayOff, wakes, sleeps, random);
        for (var hour = 0; hour < Hours; hour++)
        {
            var at = hour < wakes - 0.5 && sleeps > Hours ? hour + Hours : hour;
            var awake = at + 0.5 >= wakes && at + 0.5 < sleeps;
            if (at + 0.5 >= leaves && at + 0.5 < returns)
            {
                continue;
            }

            (awake ? _awake : _asleep)[hour]++;
            Water[hour] += plan.Habit * Sanitary(awake, random);
        }

        var shower = random.Poisson(P.ShowersPerPersonDay);
        for (var i = 0; i < shower; i++)
        {
            var at = resident.ShowersInMorning ? Math.Min(wakes + random.Between(0, 0.7), leaves - 0.2) : Math.Max(sleeps - random.Between(0.3, 2.5), Math.Min(returns, sleeps - 0.3));
            Shower(plan, at, random);
        }

        if (resident.HasBicycle && random.Chance(0.8))
        {
            Spread(Electricity, returns + 0.5, 4, P.BicycleKwh);
        }
    }

    private static (double Leaves, double Returns) Out(Resident resident, bool dayOff, double wakes, double sleeps, SeededRandom random)
    {
        if (resident.Returns > resident.Leaves && !dayOff)
        {
            return (resident.Leaves + random.Normal(0, 0.3), resident.Returns + random.Normal(0, 0.7));
        }

        if (!random.Chance(resident.Occupation is Occupation.AtHome ? 0.55 : 0.75))
        {
            return (double.MaxValue, 0);
        }

        var leaves = random.Between(wakes + 1, Math.Max(wakes + 2, sleeps - 4));
        return (leaves, leaves + random.Between(1, resident.Occupation is Occupation.AtHome ? 3 : 7));
    }

    private static double Sanitary(bool awake, SeededRandom random) =>
        (P.FlushLitres * random.Poisson(awake ? P.FlushesPerAwakeHour : P.FlushesPerSleepingHour)) + (awake ? random.Exponential(P.TapLitresPerAwakeHour) : 0);

    private void Shower(DwellingPlan plan, double at, SeededRandom random)
    {
        var litres = plan.Habit * P.ShowerLitresPerMinute * P.ShowerMinutes * Math.Exp(random.Normal(-0.06, 0.35));
        var hour = HourOf(at);
        Water[hour] += litres;
        if (plan.ElectricBoiler)
        {
            Spread(Electricity, at, 2, litres * P.KwhPerShowerLitre);
        }
        else
        {
            Gas[hour] += litres * P.GasPerShowerLitre;
        }
    }

    private void Meals(DwellingPlan plan, int present, bool weekend, SeededRandom random)
    {
        if (plan.OwnCooking)
        {
            OwnMeals(plan, present, random);
            return;
        }

        Meal(plan, random.Normal(weekend ? 8.2 : 7, 0.4), 0.6, 0.5, random);
        Meal(plan, random.Normal(11.8, 0.5), weekend ? 0.75 : 0.6, 1, random);
        Meal(plan, random.Normal(18.3, 0.7), 0.85, 1.2, random);
    }

    private void Meal(DwellingPlan plan, double at, double chance, double size, SeededRandom random)
    {
        var hour = HourOf(at);
        var diners = _awake[hour];
        if (diners < 1 || !random.Chance(chance))
        {
            return;
        }

        Water[hour] += plan.Habit * size * (4 + (1.8 * diners));
        Gas[hour] += size * (P.GasPerMeal + (P.GasPerDiner * diners));
        Electricity[hour] += size * P.KwhPerMeal;
    }

    /// <summary>Lodgers cook for themselves if at all, each at his hour, mostly on a hot plate.</summary>
    private void OwnMeals(DwellingPlan plan, int present, SeededRandom random)
    {
        var cooks = plan.Kind is DwellingKind.BedLetting ? 0.3 : 0.65;
        for (var person = 0; person < present; person++)
        {
            if (!random.Chance(cooks))
            {
                continue;
            }

            var hour = HourOf(random.Chance(0.7) ? random.Normal(19.3, 1.6) : random.Normal(11.5, 1.5));
            Water[hour] += plan.Habit * random.Between(2, 6);
            if (random.Chance(0.6))
            {
                Electricity[hour] += random.Between(0.2, 0.5);
            }
            else
            {
                Gas[hour] += random.Between(0.04, 0.09);
            }
        }
    }

    private void Laundry(DwellingPlan plan, int present, bool weekend, SeededRandom random)
    {
        var loads = random.Poisson((1 + (P.LaundryPerPersonWeek * present)) / 7 * (weekend ? 1.5 : 0.8));
        for (var i = 0; i < loads; i++)
        {
            var at = weekend || plan.Kind is DwellingKind.BedLetting ? random.Between(8, 21) : random.Normal(20, 1.3);
            Spread(Water, at, 1.2, plan.Habit * P.LaundryLitres);
            Spread(Electricity, at, 1.2, P.LaundryKwh);
        }
    }

    /// <summary>What runs by itself or by the weather: fridge, lights and screens, air conditioning, leak, shop.</summary>
    private void Fixtures(DwellingPlan plan, bool home, double meanC, SeededRandom random)
    {
        for (var hour = 0; hour < Hours; hour++)
        {
            var people = _awake[hour] + _asleep[hour];
            var watts = P.BaseKwhPerHour + (P.StandbyKwhPerRoomHour * plan.Rooms) + (P.LivingKwhPerAwakeHour * _awake[hour]);
            var outdoor = Climate.AtHour(meanC, hour);
            var degrees = Math.Max(0, outdoor - P.CoolAboveC) + (0.7 * Math.Max(0, P.HeatBelowC - outdoor));
            if (degrees > 0 && people > 0)
            {
                var rooms = Math.Min(plan.RoomsInUse, Math.Ceiling(people / 1.6));
                watts += P.AirConditionerKwhPerHour * rooms * Math.Min(1, degrees / 7);
            }

            if (plan.ShopScale > 0 && home && hour is >= 9 and < 21)
            {
                watts += plan.ShopScale * random.Between(0.3, 0.9);
                Water[hour] += plan.ShopScale * random.Exponential(14);
            }

            Water[hour] += plan.LeakLitresPerHour;
            Electricity[hour] += watts * Math.Exp(random.Normal(-0.02, 0.2));
        }
    }

    private static int HourOf(double at)
    {
        var hour = (int)Math.Floor(at) % Hours;
        return hour < 0 ? hour + Hours : hour;
    }

    private static void Spread(double[] into, double from, double hours, double amount)
    {
        for (var part = 0; part < 4; part++)
        {
            into[HourOf(from + (hours * part / 4))] += amount / 4;
        }
    }
}
