namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>What is true of a truck at an instant, before its terminal blurs it.</summary>
/// <param name="AtMs">Milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="SpeedMs">Metres a second.</param>
/// <param name="Course">Degrees clockwise from north.</param>
/// <param name="Fill">How full its bed is, 0 to 1.</param>
internal readonly record struct TruckState(
    long AtMs, Place Place, double SpeedMs, double Course, double Fill, bool LidOpen, bool Lifting, bool Ignition);
