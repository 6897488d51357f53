using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Cooking and washing up: a family eats together, lodgers each at their hour.</summary>
internal static class MealUse
{
    public static void Play(in HomeDay home, UtilityDay water, UtilityDay electricity, UtilityDay gas)
    {
        if (home.Presence.People.Count == 0)
        {
            return;
        }

        var (_, volume) = HouseholdLevel.Split(HouseholdLevel.WaterScale(home.Residents, home.Culture) * home.Habits.Water);
        if (home.Kind.IsShared())
        {
            foreach (var person in home.Presence.People)
            {
                Alone(home, person, volume, water, electricity, gas);
            }

            return;
        }

        var culture = home.Culture;
        var later = home.Today.IsFree ? culture.WeekendLater : 0;
        Together(home, culture.BreakfastAt + later, 0.35, 0.4, volume, water, electricity, gas);
        Together(home, culture.LunchAt + (later * 0.1), home.Habits.CooksLunch, 0.85, volume, water, electricity, gas);
        Together(home, culture.DinnerAt, 1, 1.1, volume, water, electricity, gas);
        if (home.Habits.HasDishwasher && home.Random.Chance(Math.Min(1, 0.25 * home.Presence.People.Count)))
        {
            water.Add(culture.DinnerAt + home.Random.Between(0.7, 3), 0.8, P.DishwasherLitres * home.Random.Between(0.8, 1.2));
            electricity.Add(culture.DinnerAt + 1, 1.2, P.DishwasherKwh);
        }
    }

    private static void Together(in HomeDay home, double usual, double chance, double size, double volume, UtilityDay water, UtilityDay electricity, UtilityDay gas)
    {
        var random = home.Random;
        var at = usual + home.Habits.MealsLater + random.Normal(0, 0.55);
        var diners = home.Presence.Awake((int)(at % 24));
        if (diners < 1 || !random.Chance(chance * home.Habits.Cooks))
        {
            return;
        }

        var sink = size * (P.MealLitres + (P.MealLitresPerDiner * diners)) * volume * random.Between(0.5, 1.5);
        water.Add(at - 0.4, 0.5, sink * 0.35);
        if (!home.Habits.HasDishwasher || random.Chance(0.4))
        {
            water.Add(at + random.Between(0.3, 1), 0.25, sink * 0.65);
        }

        Cook(home, at - 0.5, 0.7, size, P.GasPerMeal + (P.GasPerDiner * diners), P.MealKwh, electricity, gas);
    }

    private static void Alone(in HomeDay home, in PersonDay person, double volume, UtilityDay water, UtilityDay electricity, UtilityDay gas)
    {
        var random = home.Random;
        if (!random.Chance(home.Habits.Cooks * 0.8))
        {
            return;
        }

        var back = person.OutTo < 90 ? person.OutTo : random.Normal(home.Culture.DinnerAt, 1.5);
        var at = Math.Min(person.Sleeps - 0.5, back + random.Between(0.2, 1.5));
        water.Add(at, 0.3, volume * random.Between(2, 7));
        Cook(home, at, 0.4, 0.6, P.GasPerMeal + P.GasPerDiner, P.MealKwh, electricity, gas);
    }

    private static void Cook(in HomeDay home, double at, double hours, double size, double m3, double kwh, UtilityDay electricity, UtilityDay gas)
    {
        if (home.Habits.HasGas && !(home.Kind.IsShared() && home.Random.Chance(0.5)))
        {
            gas.Add(at, hours, size * m3 * home.Random.Between(0.6, 1.4));
            electricity.Add(at, hours, size * kwh * 0.6);
        }
        else
        {
            electricity.Add(at, hours, size * (kwh + (m3 * 5)));
        }
    }
}
