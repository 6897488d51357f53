namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>What the rules find. The number goes into checkpoints: new ones go to the end.</summary>
public enum FindingKind : byte
{
    /// <summary>A load left where none may be tipped (乱倒).</summary>
    Dumping,

    /// <summary>Loaded, outside of the corridor of each valid permit, or through a forbidden area (偏离路线).</summary>
    OffRoute,

    /// <summary>Loaded and moving outside of the permitted hours, or where a ban holds (违规时段).</summary>
    OffHours,

    Speeding,

    /// <summary>Loaded, moving, the lid open (未密闭).</summary>
    Uncovered,

    /// <summary>Power or antenna cut, or a position that stands still while the wheels turn (破坏终端).</summary>
    Tampering,

    /// <summary>Silent while loaded, or seen by a camera while its terminal was silent (关机).</summary>
    Dark,

    /// <summary>Two places at once (套牌).</summary>
    ClonedPlate,

    /// <summary>Loaded or tipped at a site that no permit of the truck names.</summary>
    UnpermittedAtSite,

    /// <summary>A sensor that cannot be right: a matter for repair, not for a fine.</summary>
    DeviceFault,

    /// <summary>A camera saw a truck whose plate nobody registered.</summary>
    Unregistered,

    /// <summary>PM10 rose downwind of a loaded truck that passed (扬尘).</summary>
    Dust,

    /// <summary>A loaded way on which much speaks for a spill, by the model's score (抛洒).</summary>
    Spillage,
}

/// <summary>The kinds' words in ids, tables and evidence.</summary>
public static class FindingKinds
{
    private static readonly string[] Words =
    [
        DumpingRule.Kind, "off_route", "off_hours", "speeding", "uncovered", "tampering", "dark", "cloned_plate", "unpermitted_at_site", "device_fault", "unregistered", "dust", "spillage",
    ];

    public static string Word(this FindingKind kind) => Words[(int)kind];

    public static IReadOnlyList<string> All => Words;

    /// <returns>Null where no kind has the word.</returns>
    public static FindingKind? Of(string word) => Array.IndexOf(Words, word) is >= 0 and var at ? (FindingKind)at : null;
}
