using System.Text.Json;

namespace CityOps.Dashboards.Tests.OpenApi;

/// <summary>Compares JSON with a schema of a description, as far as our descriptions go; a field that the schema does not know is a difference too.</summary>
internal sealed class Shape(JsonElement description)
{
    public IEnumerable<string> Differences(JsonElement value, JsonElement schema, string where)
    {
        schema = Follow(schema);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return choices.EnumerateArray().Any(choice => !Differences(value, choice, where).Any()) ? [] : [$"{where}: {Short(value)} is none of its shapes"];
        }

        if (schema.TryGetProperty("type", out var type) && !Names(type).Contains(KindOf(value, type), StringComparer.Ordinal))
        {
            return [$"{where}: {Short(value)} is no {string.Join(" or ", Names(type))}"];
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            return [$"{where}: {Short(value)} is none of {words}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value.EnumerateArray().SelectMany(item => Differences(item, items, where + "[]")),
            JsonValueKind.Object => OfObject(value, schema, where),
            _ => [],
        };
    }

    private IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string where)
    {
        var known = schema.TryGetProperty("properties", out var properties);
        foreach (var field in value.EnumerateObject())
        {
            if (known && properties.TryGetProperty(field.Name, out var named))
            {
                foreach (var difference in Differences(field.Value, named, $"{where}.{field.Name}"))
                {
                    yield return difference;
                }
            }
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                foreach (var difference in Differences(field.Value, others, $"{where}.*"))
                {
                    yield return difference;
                }
            }
            else if (known)
            {
                yield return $"{where}.{field.Name} is not described";
            }
        }

        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(r => r.GetString()!) : [])
        {
            if (!value.TryGetProperty(name, out _))
            {
                yield return $"{where}.{name} is absent";
            }
        }
    }

    private JsonElement Follow(JsonElement schema) => schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference)
        ? description.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    private static string[] Names(JsonElement type) => type.ValueKind is JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];

    private static string KindOf(JsonElement value, JsonElement type) => value.ValueKind switch
    {
        JsonValueKind.Number => Names(type).Contains("integer", StringComparer.Ordinal) && value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "string",
    };

    private static string Short(JsonElement value) => value.ToString() is { Length: > 60 } text ? text[..60] + "…" : $"'{value}'";
}
