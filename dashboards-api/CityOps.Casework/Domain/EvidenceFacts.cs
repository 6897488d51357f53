using System.Text.Json;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Domain;

/// <summary>What casework reads in an evidence document, whatever the scenario; each may be absent.</summary>
/// <param name="Town"><c>town</c>: an administrative town, never an address.</param>
/// <param name="Kind"><c>kind</c>: what the scenario calls it, such as an incident's kind.</param>
/// <param name="WindowEnd"><c>window_end</c>: the end of the data the score rests on.</param>
/// <param name="SelectionProbability"><c>selection_probability</c>: how likely this subject was to be picked, 0 to 1.</param>
/// <param name="FoundBy"><c>found_by</c>; the model where it does not say.</param>
/// <param name="GridCell"><c>grid_cell</c>, or that of <c>dwelling</c>: the cell (网格) whose inspector knows the place.</param>
/// <param name="Lon"><c>stop.lon</c>, or <c>lon</c>, WGS-84 degrees: of an incident on the road, never of a dwelling.</param>
/// <param name="Lat">As <paramref name="Lon"/>.</param>
public sealed record EvidenceFacts(
    string? Town, string? Kind, DateTimeOffset? WindowEnd, double? SelectionProbability, FoundBy FoundBy,
    string? GridCell = null, double? Lon = null, double? Lat = null)
{
    public static EvidenceFacts None { get; } = new(null, null, null, null, FoundBy.Model);

    /// <summary>The model saying the same again is no new evidence, and chance is none at all; somebody who complained, or a campaign that went there, is.</summary>
    public bool IsIndependent => FoundBy is not (FoundBy.Model or FoundBy.Random);

    /// <exception cref="JsonException">Not a JSON object.</exception>
    public static EvidenceFacts Of(string document)
    {
        using var json = JsonDocument.Parse(document);
        var root = json.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("Evidence must be a JSON object.");
        }

        // A truck's incident is where it stood.
        var place = root.TryGetProperty("stop", out var stop) && stop.ValueKind is JsonValueKind.Object ? stop : root;
        return new(
            Text(root, "town"),
            Text(root, "kind"),
            root.TryGetProperty("window_end", out var end) && end.ValueKind is JsonValueKind.String && end.TryGetDateTimeOffset(out var at)
                ? at.ToUniversalTime()
                : null,
            root.TryGetProperty("selection_probability", out var p) && p.ValueKind is JsonValueKind.Number && p.GetDouble() is >= 0 and <= 1
                ? p.GetDouble()
                : null,
            Enum.TryParse<FoundBy>(Text(root, "found_by"), ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : FoundBy.Model,
            Text(root, "grid_cell") ?? (root.TryGetProperty("dwelling", out var dwelling) && dwelling.ValueKind is JsonValueKind.Object ? Text(dwelling, "grid_cell") : null),
            Number(place, "lon", 180),
            Number(place, "lat", 90));
    }

    private static double? Number(JsonElement root, string name, double most) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && Math.Abs(value.GetDouble()) <= most ? value.GetDouble() : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= 64 } text
            ? text
            : null;
}
