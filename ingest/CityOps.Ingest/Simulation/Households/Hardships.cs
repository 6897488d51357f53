namespace CityOps.Ingest.Simulation.Households;

/// <summary>What makes a district hard, each of which can be left out to see what it costs.</summary>
[Flags]
public enum Hardships
{
    None = 0,

    /// <summary>Meters linked to the neighbour's dwelling.</summary>
    WrongLinks = 1,

    /// <summary>Water meters that four dwellings share.</summary>
    MasterMeters = 2,

    /// <summary>Daily and two-monthly readings beside hourly ones.</summary>
    MixedCycles = 4,

    /// <summary>Dwellings without gas.</summary>
    MissingGas = 8,

    /// <summary>Electric cars and solar roofs.</summary>
    CarsAndRoofs = 16,

    /// <summary>Short lets and flats being decorated.</summary>
    FurtherKinds = 32,

    /// <summary>More visits at which nobody opens.</summary>
    NoEntry = 64,

    All = WrongLinks | MasterMeters | MixedCycles | MissingGas | CarsAndRoofs | FurtherKinds | NoEntry,
}
