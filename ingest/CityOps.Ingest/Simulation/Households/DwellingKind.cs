namespace CityOps.Ingest.Simulation.Households;

/// <summary>What goes on in a simulated dwelling: families, group rentals (群租), and the lawful uses that look like them.</summary>
public enum DwellingKind
{
    Family,

    /// <summary>Three generations under one roof: many people, lawfully.</summary>
    MultiGeneration,

    /// <summary>Students who share a flat lawfully, at most two a room.</summary>
    StudentSharers,

    /// <summary>A small shop or workshop in a flat: use by day, every day.</summary>
    ShopInFlat,

    HomeOffice,

    /// <summary>A family with a fish tank's refill or a running cistern: water by night that nobody uses.</summary>
    Leak,

    /// <summary>Empty but for some weekends.</summary>
    Vacation,

    NightShift,

    /// <summary>Let by the bed (床位): several a room, out for long shifts at staggered hours.</summary>
    BedLetting,

    /// <summary>Rooms divided by partitions (隔断), each let to one or two.</summary>
    Subdivided,
}

public static class DwellingKinds
{
    /// <summary>Whether this is what the scenario looks for.</summary>
    public static bool IsGroupRental(this DwellingKind kind) => kind is DwellingKind.BedLetting or DwellingKind.Subdivided;

    /// <summary>The word used in the truth file.</summary>
    public static string Word(this DwellingKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
