using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Contracts.Events;
using Refusal = CityOps.Contracts.Validation.Refusal;
using RefusalCode = CityOps.Contracts.Validation.RefusalCode;

namespace CityOps.Casework.Suspicions;

/// <summary>Reads a message of <c>cityops.suspicions.v1</c>: one JSON object with the contract's columns. Unknown fields are left out.</summary>
internal static class SuspicionReader
{
    /// <returns>The suspicion, or which field is wrong and why (never its value).</returns>
    public static (Suspicion? Suspicion, string Field, Refusal? Refusal) Read(ReadOnlyMemory<byte> message)
    {
        var field = "";
        try
        {
            using var json = JsonDocument.Parse(message);
            var root = json.RootElement;
            if (root.ValueKind is not JsonValueKind.Object)
            {
                return (null, "", Unreadable("The message must be a JSON object."));
            }

            var suspicion = new Suspicion(
                Text(root, field = "suspicion_id"),
                Text(root, field = "scenario"),
                Text(root, field = "subject"),
                Required(root, field = "started_at").GetDateTimeOffset().ToUniversalTime(),
                Required(root, field = "revision").GetInt64(),
                State(root, field = "state"),
                Score(root, field = "score"),
                Evidence(root, field = "evidence"),
                Optional(root, field = "model_version"),
                root.TryGetProperty(field = "found_late", out var late) && late.GetBoolean());
            return (suspicion, "", null);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return (null, field, Unreadable(field.Length is 0 ? "The message is not JSON." : $"'{field}' is missing or not what the contract says."));
        }
    }

    private static Refusal Unreadable(string reason) => new(RefusalCode.UnreadableMessage, reason);

    private static JsonElement Required(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) ? value : throw new FormatException();

    private static string Text(JsonElement root, string name) =>
        Required(root, name).GetString() is { Length: > 0 and <= 64 } text && !HasNul(text) ? text : throw new FormatException();

    private static string? Optional(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.GetString() is { Length: <= 64 } text && !HasNul(text) ? text
        : throw new FormatException();

    private static SuspicionState State(JsonElement root, string name) =>
        Domain.Text.TryParse<SuspicionState>(Text(root, name), out var state) ? state : throw new FormatException();

    private static double Score(JsonElement root, string name) =>
        Required(root, name).GetDouble() is >= 0 and <= 1 and var score ? score : throw new FormatException();

    // The column is a text that holds JSON; a writer that nests the object means the same.
    private static string Evidence(JsonElement root, string name)
    {
        var value = Required(root, name);
        var text = value.ValueKind is JsonValueKind.Object ? value.GetRawText() : value.GetString() ?? throw new FormatException();
        EvidenceFacts.Of(text);
        return HasNul(text) || text.Contains("\\u0000", StringComparison.Ordinal) ? throw new FormatException() : text;
    }

    // PostgreSQL holds no text with U+0000: such a suspicion would be refused by the database at each attempt.
    private static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);
}
