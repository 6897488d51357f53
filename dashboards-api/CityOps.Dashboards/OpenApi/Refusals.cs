using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CityOps.Dashboards.OpenApi;

/// <summary>Says of every operation who may call it and in which shape it refuses; what an endpoint names by itself stays as it is.</summary>
internal static class Refusals
{
    public const string Bearer = "bearer";
    private const string Problem = "ProblemDetails";
    private const string NoToken = "NoToken";
    private const string NotAllowed = "NotAllowed";
    private const string Refused = "Refused";

    /// <summary>The answers that the operations refer to, and the members that our problems have beside those of RFC 9457.</summary>
    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Responses = new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal)
        {
            [NoToken] = Answer("No token, or not a valid one.", document),
            [NotAllowed] = Answer("The caller's roles do not allow it.", document),
            [Refused] = Answer("Any other refusal, such as of a body or parameter that could not be read.", document),
        };
        if (document.Components.Schemas?[Problem] is OpenApiSchema problem)
        {
            problem.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            problem.Properties["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "The fields that are wrong, each with the way out.",
                AdditionalProperties = Texts(),
            };
            problem.Properties["trace_id"] = Text("By which the server's log knows the request.");
            problem.Properties["reason"] = Text("Of a refused command: what kind of refusal it is.");
            problem.Properties["stage"] = Text("Of a refused command: where the case stands.");
            problem.Properties["version"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "Of a refused command: the case's version now." };
            problem.Properties["allowed"] = Texts("Of a refused command: the kinds of command that the case allows now.");
        }

        return Task.CompletedTask;
    }

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        var policies = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToArray();
        if (policies.Length > 0)
        {
            operation.Description = $"Roles: {string.Join(", ", policies.SelectMany(Policies.RolesOf).Distinct(StringComparer.Ordinal))}.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            operation.Responses.TryAdd("401", new OpenApiResponseReference(NoToken, context.Document));
            operation.Responses.TryAdd("403", new OpenApiResponseReference(NotAllowed, context.Document));
        }

        operation.Responses.TryAdd("default", new OpenApiResponseReference(Refused, context.Document));
        return Task.CompletedTask;
    }

    private static OpenApiResponse Answer(string description, OpenApiDocument document) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, document) },
        },
    };

    private static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Texts(string? description = null) => new() { Type = JsonSchemaType.Array, Items = Text(), Description = description };
}
