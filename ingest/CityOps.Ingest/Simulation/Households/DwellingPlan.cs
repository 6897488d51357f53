using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>All that is fixed about one simulated dwelling: what the register says, and, for the truth file alone, who really lives there.</summary>
/// <param name="Residents">Who lives there; of a group rental, the lodgers.</param>
/// <param name="Rooms">Rooms designed for living.</param>
/// <param name="RoomsInUse">Rooms people sleep in, partitions counted.</param>
/// <param name="Before">Who lives there before a group rental opens and after it closes.</param>
/// <param name="RentalFrom">Its first day as a group rental; <see cref="RentalTo"/> is the day after its last. Both null of other kinds.</param>
public sealed record DwellingPlan(
    int Index,
    DwellingKind Kind,
    Resident[] Residents,
    int Rooms,
    double FloorAreaM2,
    int RegisteredPopulation,
    Kinship Kinship,
    Tenure Tenure,
    int RoomsInUse,
    HomeHabits Habits,
    Resident[] Before,
    DateOnly? RentalFrom,
    DateOnly? RentalTo)
{
    /// <summary>Whether it is a group rental on this day.</summary>
    public bool IsRentalOn(DateOnly day) => Kind.IsGroupRental() && day >= RentalFrom && day < RentalTo;

    public Resident[] ResidentsOn(DateOnly day) => !Kind.IsGroupRental() || IsRentalOn(day) ? Residents : Before;

    public DwellingKind KindOn(DateOnly day) => !Kind.IsGroupRental() || IsRentalOn(day) ? Kind : DwellingKind.Family;
}
