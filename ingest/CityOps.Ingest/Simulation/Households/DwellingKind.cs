namespace CityOps.Ingest.Simulation.Households;

/// <summary>What goes on in a simulated dwelling: families, group rentals (群租), and the lawful uses that look like them.</summary>
public enum DwellingKind
{
    Family,

    /// <summary>Three generations under one roof: many people, lawfully.</summary>
    MultiGeneration,

    LargeFamily,

    /// <summary>Students who share a flat lawfully, at most two a room.</summary>
    StudentSharers,

    /// <summary>Young workers who share a flat lawfully, one or two a room.</summary>
    CoTenants,

    /// <summary>A small shop or workshop in a flat: use by day, every day, or from three in the morning where it cooks breakfast for the street.</summary>
    ShopInFlat,

    HomeOffice,

    /// <summary>Pumps and heaters that run day and night, and water changed by the tank.</summary>
    FishTank,

    /// <summary>A pipe that always leaks, or a cistern that sticks now and then and runs until morning: water by night that nobody uses.</summary>
    Leak,

    /// <summary>One or two old people and whoever lives with them to care for them (住家保姆): up several times a night, and registered elsewhere.</summary>
    LiveInCare,

    /// <summary>A flat that an employer rents for staff, lawfully: at most two a room, registered, in shifts.</summary>
    StaffFlat,

    /// <summary>Empty but for some weekends and holidays.</summary>
    Vacation,

    Vacant,

    /// <summary>A family with a baby: up by night, washing every day.</summary>
    Newborn,

    NightShift,

    /// <summary>A family that heats with resistance heaters.</summary>
    ElectricHeating,

    /// <summary>A family whose meter sticks for days or runs far too fast.</summary>
    BrokenMeter,

    /// <summary>A family whose meter is exchanged: the register begins anew.</summary>
    SwappedMeter,

    /// <summary>Let by the night to visitors.</summary>
    ShortLet,

    /// <summary>Being decorated: workers by day, nobody by night.</summary>
    Decorating,

    /// <summary>Let by the bed (床位): several a room, out for long shifts at staggered hours.</summary>
    BedLetting,

    /// <summary>Rooms divided by partitions (隔断), each let to one or two.</summary>
    Subdivided,

    /// <summary>Staff of one employer (员工宿舍) in two or three shifts, who eat at work.</summary>
    StaffDormitory,
}

public static class DwellingKinds
{
    /// <summary>Whether this is what the scenario looks for.</summary>
    public static bool IsGroupRental(this DwellingKind kind) => kind is DwellingKind.BedLetting or DwellingKind.Subdivided or DwellingKind.StaffDormitory;

    /// <summary>People who are not one family: each cooks, washes and travels alone.</summary>
    public static bool IsShared(this DwellingKind kind) => kind.IsGroupRental() || kind is DwellingKind.StudentSharers or DwellingKind.CoTenants or DwellingKind.StaffFlat;

    /// <summary>The word used in the truth file.</summary>
    public static string Word(this DwellingKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
