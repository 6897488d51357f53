using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CityOps.Dashboards.OpenApi;

/// <summary>
/// Makes the schemas say what goes over the wire where the framework says less. Numbers are written as numbers (a string is read too, which nobody needs
/// to know), enums as words, and of an answer every field is there, whatever default its record gives it.
/// </summary>
internal static class WireShapes
{
    /// <summary>These leave out what they don't know.</summary>
    private static readonly HashSet<string> Sparse = new(StringComparer.Ordinal) { "ProblemDetails", "HttpValidationProblemDetails" };

    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        // Clients reach the server where they found its description; behind a proxy the host does not know that name.
        document.Servers = [];
        var asked = new SchemaWalk(document);
        var answered = new SchemaWalk(document);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? []))
        {
            asked.VisitAll(operation.Parameters?.Select(p => p.Schema));
            asked.VisitAll(operation.RequestBody?.Content?.Values.Select(c => c.Schema));
            answered.VisitAll(operation.Responses?.Values.OfType<OpenApiResponse>().SelectMany(r => r.Content?.Values.Select(c => c.Schema) ?? []));
        }

        foreach (var schema in asked.Seen.Union(answered.Seen))
        {
            Settle(schema);
        }

        foreach (var (name, schema) in answered.Named.Where(n => !asked.Named.ContainsKey(n.Key) && !Sparse.Contains(n.Key)))
        {
            schema.Required = schema.Properties is { Count: > 0 } fields ? new HashSet<string>(fields.Keys, StringComparer.Ordinal) : schema.Required;
        }

        return Task.CompletedTask;
    }

    private static void Settle(OpenApiSchema schema)
    {
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.String) && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        if (schema.Enum is { Count: > 0 } words && words[0] is JsonValue && schema.Type is null)
        {
            // 'none' is what an enum holds before anything was read into it; it is never sent.
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. words.Where(w => !string.Equals(w?.ToString(), "none", StringComparison.Ordinal))];
        }
    }
}
