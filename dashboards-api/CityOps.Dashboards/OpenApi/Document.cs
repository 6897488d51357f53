using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CityOps.Dashboards.OpenApi;

/// <summary>The API's description at <c>/openapi/v1.json</c>; it says of every operation which roles may call it.</summary>
internal static class Document
{
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CityOps",
                Version = "v1",
                Description = "Cases, work orders and outcomes of a district operations centre. Instants are RFC 3339; fields are snake_case; every refusal is a problem (RFC 9457) that names the field, the value and the way out. Every command carries a command_id made by the client: sending it again changes nothing more.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Refusals.Bearer] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = Refusals.Bearer,
                    BearerFormat = "JWT",
                    Description = "From: cityops token --data DIR --role ROLE",
                },
            };
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(Refusals.DescribeAsync);
        options.AddDocumentTransformer(WireShapes.DescribeAsync);
        options.AddOperationTransformer(Refusals.DescribeAsync);
        options.AddSchemaTransformer(Fields.DescribeAsync);

        // Nested records are named with what they are nested in: every command has a Body of its own.
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id && type.Type.DeclaringType is { } outer ? outer.Name + id : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
