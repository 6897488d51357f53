using Microsoft.OpenApi;

namespace CityOps.Dashboards.OpenApi;

/// <summary>Every schema that can be reached from where it was sent, each once.</summary>
internal sealed class SchemaWalk(OpenApiDocument document)
{
    private readonly HashSet<OpenApiSchema> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, OpenApiSchema> _named = new(StringComparer.Ordinal);

    public IReadOnlySet<OpenApiSchema> Seen => _seen;

    /// <summary>Those of them that the document names.</summary>
    public IReadOnlyDictionary<string, OpenApiSchema> Named => _named;

    public void VisitAll(IEnumerable<IOpenApiSchema?>? schemas)
    {
        foreach (var schema in schemas ?? [])
        {
            Visit(schema);
        }
    }

    private void Visit(IOpenApiSchema? schema)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id } && document.Components?.Schemas?.TryGetValue(id, out var named) is true && named is OpenApiSchema target)
        {
            _named[id] = target;
            schema = target;
        }

        if (schema is not OpenApiSchema found || !_seen.Add(found))
        {
            return;
        }

        Visit(found.Items);
        Visit(found.AdditionalProperties);
        VisitAll(found.Properties?.Values);
        VisitAll(found.OneOf);
        VisitAll(found.AnyOf);
        VisitAll(found.AllOf);
    }
}
