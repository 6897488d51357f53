using CityOps.Contracts.Events;
using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// What the household register says, wrong as registers are: tenants who never got in, children who moved out and are still in it, grandchildren registered elsewhere.
/// </summary>
internal static class Registration
{
    public static int RegisteredOf(DwellingKind kind, int people, Tenure tenure, SeededRandom random)
    {
        if (kind.IsGroupRental())
        {
            // The owner's family is often still registered; a landlord who registers lodgers registers few.
            return random.NextDouble() switch { < 0.3 => random.Below(2), < 0.8 => 1 + random.Below(4), _ => Math.Min(people, 2 + random.Below(4)) };
        }

        if (kind is DwellingKind.LiveInCare)
        {
            // The carer is registered where she comes from.
            return Math.Max(1, people - (random.Chance(0.8) ? 1 : 0));
        }

        var unregistered = kind is DwellingKind.StaffFlat ? 0.05 : kind.IsShared() ? 0.45 : P.TenantsUnregistered;
        if (tenure is Tenure.Rented)
        {
            return random.NextDouble() switch
            {
                var draw when draw < unregistered => random.Below(3),
                var draw when draw < unregistered + P.TenantsPartlyRegistered => random.Below(people + 1),
                _ => people,
            };
        }

        var absent = random.Chance(P.RegisteredButAbsent) ? 1 + random.Below(2) : 0;
        var elsewhere = random.Chance(kind is DwellingKind.MultiGeneration or DwellingKind.LargeFamily ? 0.3 : P.PresentButUnregistered) ? 1 + random.Below(2) : 0;
        return Math.Max(0, people + absent - elsewhere);
    }

    public static Tenure TenureOf(DwellingKind kind, SeededRandom random)
    {
        var rented = kind switch
        {
            _ when kind.IsGroupRental() => 0.8,
            DwellingKind.StudentSharers or DwellingKind.CoTenants or DwellingKind.StaffFlat => 0.95,
            DwellingKind.MultiGeneration => 0.1,
            DwellingKind.NightShift or DwellingKind.ShopInFlat => 0.5,
            _ => 0.33,
        };
        return random.Chance(0.12) ? Tenure.Unknown : random.Chance(rented) ? Tenure.Rented : Tenure.Owner;
    }

    public static Kinship KinshipOf(DwellingKind kind, SeededRandom random) => kind switch
    {
        _ when random.Chance(0.3) => Kinship.Unknown,
        _ when kind.IsGroupRental() => random.Chance(0.4) ? Kinship.Unrelated : Kinship.Family,
        DwellingKind.StudentSharers or DwellingKind.CoTenants or DwellingKind.StaffFlat => random.Chance(0.75) ? Kinship.Unrelated : Kinship.Unknown,
        _ => random.Chance(0.03) ? Kinship.Unrelated : Kinship.Family,
    };
}
