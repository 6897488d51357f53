using System.ComponentModel.DataAnnotations;

namespace CityOps.Ingest.Jt808.Trucks;

/// <summary>Where in a vendor's extra items the facts about the load are.</summary>
public sealed class ExtrasProfile
{
    /// <summary>The name of the profile of trucks that name none.</summary>
    public const string Default = "default";

    /// <summary>Whether bits 8 and 9 of the status say how full the truck is. Terminals without a load sensor send 0 there, which would read as empty.</summary>
    public bool LoadInStatus { get; set; } = true;

    public IList<ExtraField> Fields { get; } = [];
}

/// <summary>One fact in an extra item: the bytes, the bits of them, and what they mean.</summary>
public sealed class ExtraField
{
    /// <summary>The item's id, decimal or as <c>0xE1</c>.</summary>
    [Required]
    public string Item { get; set; } = "";

    /// <summary>The first byte of the value, from 0.</summary>
    [Range(0, 254)]
    public int Offset { get; set; }

    /// <summary>How many bytes, most significant first.</summary>
    [Range(1, 4)]
    public int Length { get; set; } = 1;

    /// <summary>The bits that count, as <c>0x0C</c>; what is left is shifted down to the lowest of them.</summary>
    public string Mask { get; set; } = "0xFFFFFFFF";

    /// <summary>The column of truck-positions: lid, lifting, load, weight_kg, accel_rms.</summary>
    [Required]
    public string Column { get; set; } = "";

    /// <summary>Numbers are multiplied by this.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>What is added after that.</summary>
    public double Add { get; set; }

    /// <summary>Words by number: <c>"0": "closed"</c>, or true and false for lifting. A number that is not listed is unknown.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);
}
