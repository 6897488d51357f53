using System.ComponentModel.DataAnnotations;

namespace CityOps.Dashboards.Map;

/// <summary>
/// The part <c>CityOps:Dashboards:Map</c>: what is drawn under the district's own layers. Empty by default: maps then ask nothing of anybody else.
/// </summary>
public sealed class MapOptions : IValidatableObject
{
    /// <summary>A PMTiles file on this machine, in the layers of Protomaps; read by ranges.</summary>
    public string PmtilesFile { get; set; } = "";

    /// <summary>Raster tiles of Tianditu (天地图), AMap (高德) or an own server, with {z}, {x} and {y}. The content policy lets pages ask this one origin.</summary>
    public string TilesUrl { get; set; } = "";

    /// <summary>What <see cref="TilesUrl"/> is drawn in: wgs84, or gcj02 (AMap). Positions are converted for display there and nowhere else.</summary>
    [RegularExpression("wgs84|gcj02")]
    public string TilesDatum { get; set; } = "wgs84";

    /// <summary>The licence line that the supplier of the tiles asks for.</summary>
    public string Attribution { get; set; } = "";

    /// <summary>Cells with fewer dwellings than this are not drawn.</summary>
    [Range(1, 1_000)]
    public int SmallestCell { get; set; } = 15;

    /// <summary>The origin of <see cref="TilesUrl"/>, such as <c>https://t0.tianditu.gov.cn</c>; null where there is none.</summary>
    public string? TilesOrigin => Uri.TryCreate(TilesUrl.Split('{')[0], UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TilesUrl.Length > 0 && (TilesOrigin is null || !TilesUrl.Contains("{z}", StringComparison.Ordinal)))
        {
            yield return new ValidationResult($"TilesUrl is '{TilesUrl}'. Give an address with {{z}}, {{x}} and {{y}}, such as https://tiles.example.cn/{{z}}/{{x}}/{{y}}.png.", [nameof(TilesUrl)]);
        }

        if (PmtilesFile.Length > 0 && !File.Exists(PmtilesFile))
        {
            yield return new ValidationResult($"PmtilesFile is '{PmtilesFile}', which is not there.", [nameof(PmtilesFile)]);
        }
    }
}
