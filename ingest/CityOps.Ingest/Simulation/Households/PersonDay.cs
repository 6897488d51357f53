namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// One person's day: awake from <paramref name="Wakes"/> to <paramref name="Sleeps"/>, which may lie in the next day, and out twice at most in between. Hours of the
/// wall clock; whatever lies beyond 24 stands for the same time of this day.
/// </summary>
internal readonly record struct PersonDay(
    double Wakes, double Sleeps, double OutFrom, double OutTo, double SecondOutFrom, double SecondOutTo, double Showers, bool ShowersInMorning)
{
    public bool IsOut(double at) => (at >= OutFrom && at < OutTo) || (at >= SecondOutFrom && at < SecondOutTo);

    /// <summary>Hours awake and at home.</summary>
    public double HoursAwakeAtHome => Math.Max(0, Sleeps - Wakes - Overlap(OutFrom, OutTo) - Overlap(SecondOutFrom, SecondOutTo));

    private double Overlap(double from, double to) => Math.Max(0, Math.Min(to, Sleeps) - Math.Max(from, Wakes));

    public static PersonDay Of(in Resident resident, Culture culture, bool isFree, bool isSick, double outgoing, SeededRandom random)
    {
        var off = isSick || (resident.WorksShifts ? random.Chance(1 / 6.5) : isFree);
        var varies = resident.Varies;
        var stays = resident.Returns <= resident.Leaves;
        var wakes = resident.Wakes + (random.Normal(0, stays ? 0.5 : 0.2) * varies);
        if (off)
        {
            wakes += Math.Max(0, random.Normal(culture.WeekendLater * (stays ? 0.75 : 1.1), 0.7));
        }

        var sleeps = Math.Max(wakes + 10, resident.Sleeps + (random.Normal(0, 0.45) * varies) + (isFree ? random.Between(0, culture.WeekendLater) : 0));
        var day = new PersonDay(wakes, sleeps, 99, 99, 99, 99, resident.Showers, resident.ShowersInMorning);
        return stays || off ? day.WithOutings(culture, isSick, stays, outgoing, random) : day.AtWork(resident, culture, outgoing, random);
    }

    private PersonDay AtWork(in Resident resident, Culture culture, double outgoing, SeededRandom random)
    {
        if (resident.Occupation is Occupation.HomeWorker && random.Chance(0.7))
        {
            return WithOutings(culture, false, true, outgoing, random);
        }

        var leaves = Math.Max(Wakes + 0.3, resident.Leaves + (random.Normal(0, 0.2) * resident.Varies));
        var returns = Math.Max(leaves + 2, resident.Returns + (random.Normal(0, 0.7) * resident.Varies));
        if (resident.LunchesAtHome && returns > 16 && leaves < 12)
        {
            var lunch = culture.LunchAt - 0.3 + random.Normal(0, 0.25);
            return this with { OutFrom = leaves, OutTo = lunch, SecondOutFrom = lunch + random.Between(1, 2), SecondOutTo = returns };
        }

        var evening = random.Chance(Math.Min(0.6, 0.12 * outgoing)) && returns < Sleeps - 2;
        return evening
            ? this with { OutFrom = leaves, OutTo = returns + random.Between(1, Math.Max(1.2, Sleeps - returns - 0.5)) }
            : this with { OutFrom = leaves, OutTo = returns };
    }

    /// <summary>A day without work: errands, walks, an evening out; the sick stay in.</summary>
    private PersonDay WithOutings(Culture culture, bool isSick, bool often, double outgoing, SeededRandom random)
    {
        if (isSick)
        {
            return this;
        }

        var day = this;
        if (random.Chance(Math.Min(0.95, 0.6 * outgoing)))
        {
            var from = Math.Max(Wakes + 0.7, random.Normal(10.5, 1));
            day = day with { OutFrom = from, OutTo = Math.Max(from + 0.5, Math.Min(from + random.Exponential(2 * outgoing) + 0.5, culture.LunchAt + (random.Chance(0.3) ? 5 : 0))) };
        }

        if (random.Chance(Math.Min(0.95, 0.5 * outgoing)))
        {
            var from = Math.Max(day.OutTo < 99 ? day.OutTo + 0.5 : 0, random.Normal(culture.DinnerAt - 3, 1.2));
            day = day with { SecondOutFrom = from, SecondOutTo = from + 0.5 + random.Exponential(outgoing * (often ? 1.3 : 2.4)) };
        }

        return day;
    }
}
