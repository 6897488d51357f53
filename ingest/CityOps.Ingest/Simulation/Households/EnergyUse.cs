using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Electricity by appliance and what gas heats: hot water, rooms by weather, lights and screens, charging, a roof's power.</summary>
internal static class EnergyUse
{
    public static void Play(in HomeDay home, double showerLitres, UtilityDay electricity, UtilityDay gas, UtilityDay solar)
    {
        HotWater(home, showerLitres, electricity, gas);
        var level = HouseholdLevel.ElectricityScale(home.Residents) * home.Habits.Appliances;
        for (var hour = 0; hour < home.Today.Clock.Hours; hour++)
        {
            var wall = home.Today.Clock.Wall(hour);
            electricity.AddHour(hour, Living(home, wall, level) + Climate(home, hour, wall, gas));
        }

        Charging(home, electricity);
        if (home.Habits.PvKw > 0)
        {
            Roof(home, solar);
            electricity.TakeOff(solar);
        }
    }

    private static void HotWater(in HomeDay home, double litres, UtilityDay electricity, UtilityDay gas)
    {
        if (litres <= 0)
        {
            return;
        }

        var cold = Math.Max(0.3, 1 - ((home.Today.Temperature(home.Town, 12) - 17) * P.ShowerHeatPerDegree));
        if (home.Habits.HasElectricBoiler || !home.Habits.HasGas)
        {
            if (home.Habits.HeatsWaterByNight)
            {
                electricity.Add(home.Random.Between(22, 25), 4, litres * P.KwhPerShowerLitre * cold);
                return;
            }

            // A tank heats when it cools or is drawn on: after the showers, most of it in the evening.
            electricity.Add(home.Culture.DinnerAt + home.Random.Between(0, 3), 2.5, litres * 0.7 * P.KwhPerShowerLitre * cold);
            electricity.Add(home.Random.Between(5, 9), 1.5, litres * 0.3 * P.KwhPerShowerLitre * cold);
        }
        else
        {
            gas.Add(home.Culture.DinnerAt + home.Random.Between(0.5, 3.5), Math.Min(3, litres / 300), litres * P.GasPerShowerLitre * cold);
        }
    }

    private static double Living(in HomeDay home, int wall, double level)
    {
        var awake = home.Presence.Awake(wall);
        var dark = wall is >= 18 or < 7 ? 1.25 : 0.85;
        var living = awake > 0 ? P.LivingKwhPerAwakeHour + (P.LivingKwhPerFurtherPerson * (awake - 1)) : 0;
        var kwh = level * (P.BaseKwhPerHour + (P.StandbyKwhPerRoomHour * home.Plan.Rooms) + (living * dark));
        kwh += home.Kind switch
        {
            DwellingKind.FishTank => 0.12,
            DwellingKind.ShopInFlat when home.Presence.Total(wall) > 0 && wall >= home.Habits.ShopOpens && wall < home.Habits.ShopCloses => home.Habits.ShopScale * home.Random.Between(0.2, 0.7),
            DwellingKind.HomeOffice when awake > 0 && wall is >= 9 and < 18 => 0.12,
            DwellingKind.Decorating when wall is >= 8 and < 18 => home.Random.Between(0, 0.9),
            _ => 0,
        };
        return kwh * Math.Exp(home.Random.Normal(-0.02, 0.2));
    }

    /// <summary>Cooling and heating of the rooms in use.</summary>
    private static double Climate(in HomeDay home, int hour, int wall, UtilityDay gas)
    {
        var people = home.Presence.Total(wall);
        var outdoor = home.Today.Temperature(home.Town, wall);
        if (people <= 0 || (outdoor <= P.CoolAboveC - 2 && outdoor >= P.HeatBelowC))
        {
            return 0;
        }

        var isAsleep = home.Presence.Awake(wall) < people / 2;
        var rooms = Math.Min(home.Plan.RoomsInUse, Math.Ceiling(people / (home.Kind.IsShared() || isAsleep ? 1.5 : 2.5)));
        if (outdoor > P.CoolAboveC - 2)
        {
            var need = Math.Clamp((outdoor - P.CoolAboveC + 2) / (P.CoolFullDegrees + 2), 0, 1) * home.Habits.CoolingNeed;
            return P.AirConditionerKw * rooms * Math.Min(1.3, need);
        }

        var cold = Math.Clamp((P.HeatBelowC - outdoor) / 9, 0, 1) * home.Habits.HeatingNeed;
        if (home.Habits.HasGasHeating && home.Habits.HasGas && !home.Kind.IsGroupRental())
        {
            gas.AddHour(hour, P.GasHeatingPerHour * Math.Min(1.2, cold));
            return 0.03;
        }

        return home.Kind is DwellingKind.ElectricHeating
            ? P.ResistanceHeaterKw * rooms * Math.Clamp(0.35 + cold, 0, 1)
            : P.AirConditionerKw * rooms * Math.Min(1.3, P.HeatRelativeNeed * cold);
    }

    private static void Charging(in HomeDay home, UtilityDay electricity)
    {
        var residents = home.Plan.ResidentsOn(home.Today.Day);
        var present = home.Presence.People.Count;
        for (var person = 0; person < residents.Length && person < present; person++)
        {
            if (residents[person].HasBicycle && home.Random.Chance(0.7))
            {
                electricity.Add(residents[person].Returns + 0.5, 4, P.BicycleKwh);
            }
        }

        if (home.Habits.HasEv && present > 0 && home.Random.Chance(P.EvChargesPerWeek / 7))
        {
            electricity.Add(home.Random.Between(19, 24), 5, P.EvKwhPerCharge * home.Random.Between(0.4, 1.4));
        }
    }

    private static void Roof(in HomeDay home, UtilityDay solar)
    {
        var clear = home.Random.Between(0.2, 1);
        for (var hour = 0; hour < home.Today.Clock.Hours; hour++)
        {
            var wall = home.Today.Clock.Wall(hour);
            solar.AddHour(hour, home.Habits.PvKw * clear * Math.Max(0, Math.Sin(Math.PI * (wall - 5.5) / 13)));
        }
    }
}
