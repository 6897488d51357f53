using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>All that is fixed about one simulated dwelling: what the register says, and, for the truth file alone, who really lives there.</summary>
/// <param name="Habit">Litres of this household relative to others of its size.</param>
/// <param name="Rooms">Rooms designed for living.</param>
/// <param name="RoomsInUse">Rooms people sleep in, partitions counted.</param>
public sealed record DwellingPlan(
    int Index,
    DwellingKind Kind,
    IReadOnlyList<Resident> Residents,
    int Rooms,
    double FloorAreaM2,
    int RegisteredPopulation,
    Kinship Kinship,
    Tenure Tenure,
    double Habit,
    int RoomsInUse,
    bool ElectricBoiler,
    bool OwnCooking,
    double LeakLitresPerHour,
    double ShopScale);
