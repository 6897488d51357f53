using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CityOps.Dashboards.OpenApi;

/// <summary>Says of a field what only its declaration knows: the words that a string takes, and that elements of a list or dictionary may be null.</summary>
internal static class Fields
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo?.AttributeProvider is not PropertyInfo property)
        {
            return Task.CompletedTask;
        }

        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed && schema.Type is { } type)
        {
            schema.Enum = [.. allowed.Values.OfType<string>().Select(word => (JsonNode)word), .. type.HasFlag(JsonSchemaType.Null) ? [JsonNullSentinel.JsonNull] : Array.Empty<JsonNode>()];
        }

        if ((schema.AdditionalProperties ?? schema.Items) is OpenApiSchema { Type: { } ofElement } element
            && property.PropertyType.IsGenericType
            && new NullabilityInfoContext().Create(property).GenericTypeArguments is [.., { ReadState: NullabilityState.Nullable }])
        {
            element.Type = ofElement | JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }
}
