namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>What is true of a truck at an instant, before its terminal blurs it.</summary>
/// <param name="AtMs">Milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="SpeedMs">Metres a second.</param>
/// <param name="Course">Degrees clockwise from north.</param>
/// <param name="Fill">How full its bed is; 1 is what it may carry, overloaded is more.</param>
/// <param name="LoadFails">The load sensor says empty, whatever is true.</param>
/// <param name="Roughness">How the road shakes it, 1 as usual.</param>
/// <param name="Dust">What it raises here: the rise of PM10 right beside its way, downwind, for a minute, µg/m³. That of successive states adds up.</param>
internal readonly record struct TruckState(
    long AtMs, Place Place, double SpeedMs, double Course, double Fill, bool LidOpen, bool Lifting, bool Ignition, bool LoadFails = false, double Roughness = 1, double Dust = 0);
