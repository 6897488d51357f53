using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace CityOps.Dashboards.OpenApi;

/// <summary>Describes bodies that are files or forms: the framework can't see them, and declaring them to it would change what it lets in.</summary>
internal static class RawBodies
{
    /// <summary>The body is a file of one of these media types.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder builder, params string[] mediaTypes) => builder.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = mediaTypes.ToDictionary(t => t, _ => File(), StringComparer.Ordinal) };
        return Task.CompletedTask;
    });

    /// <summary>The body is a form of that media type with these fields; a name that ends with '?' may be left out, and '*' before it says that it is a file.</summary>
    public static RouteHandlerBuilder TakesForm(this RouteHandlerBuilder builder, string mediaType, params string[] fields) => builder.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(fields.Where(f => !f.EndsWith('?')).Select(NameOf), StringComparer.Ordinal),
            Properties = fields.ToDictionary(NameOf, f => (IOpenApiSchema)new OpenApiSchema { Type = JsonSchemaType.String, Format = f[0] is '*' ? "binary" : null }, StringComparer.Ordinal),
        };
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [mediaType] = new() { Schema = form } } };
        return Task.CompletedTask;
    });

    /// <summary>The answer is, or can be asked to be, a file of one of these media types.</summary>
    public static RouteHandlerBuilder GivesFile(this RouteHandlerBuilder builder, int status, params string[] mediaTypes) => builder.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        if (operation.Responses?[status.ToString(CultureInfo.InvariantCulture)] is OpenApiResponse answer)
        {
            answer.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
            foreach (var type in mediaTypes)
            {
                answer.Content.TryAdd(type, File());
            }
        }

        return Task.CompletedTask;
    });

    private static string NameOf(string field) => field.Trim('*', '?');

    private static OpenApiMediaType File() => new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
}
