using System.Text.Json;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Domain;

/// <summary>What casework reads in an evidence document, whatever the scenario; each may be absent.</summary>
/// <param name="Town"><c>town</c>: an administrative town, never an address.</param>
/// <param name="Kind"><c>kind</c>: what the scenario calls it, such as an incident's kind.</param>
/// <param name="WindowEnd"><c>window_end</c>: the end of the data the score rests on.</param>
/// <param name="SelectionProbability"><c>selection_probability</c>: how likely this subject was to be picked, 0 to 1.</param>
/// <param name="FoundBy"><c>found_by</c>; the model where it does not say.</param>
public sealed record EvidenceFacts(
    string? Town, string? Kind, DateTimeOffset? WindowEnd, double? SelectionProbability, FoundBy FoundBy)
{
    public static EvidenceFacts None { get; } = new(null, null, null, null, FoundBy.Model);

    /// <exception cref="JsonException">Not a JSON object.</exception>
    public static EvidenceFacts Of(string document)
    {
        using var json = JsonDocument.Parse(document);
        var root = json.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("Evidence must be a JSON object.");
        }

        return new(
            Text(root, "town"),
            Text(root, "kind"),
            root.TryGetProperty("window_end", out var end) && end.ValueKind is JsonValueKind.String && end.TryGetDateTimeOffset(out var at)
                ? at.ToUniversalTime()
                : null,
            root.TryGetProperty("selection_probability", out var p) && p.ValueKind is JsonValueKind.Number && p.GetDouble() is >= 0 and <= 1
                ? p.GetDouble()
                : null,
            Enum.TryParse<FoundBy>(Text(root, "found_by"), ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : FoundBy.Model);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= 64 } text
            ? text
            : null;
}
