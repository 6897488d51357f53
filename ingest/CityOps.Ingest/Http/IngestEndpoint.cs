using CityOps.Contracts.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Ingest.Http;

public static class IngestEndpoint
{
    /// <summary>The authorization policy that an upload needs.</summary>
    public const string Policy = "ingest";

    /// <summary>
    /// Maps <c>POST /ingest/v1/{contract}</c>: a body of any length, streamed, answered when it is durable. Sending it again changes
    /// nothing, of good rows and of dead letters. An optional header <c>Upload-Id</c> keeps the dead letters of two uploads apart where they hold the same row at
    /// the same number; <c>Upload-First-Row</c> numbers the rows of a body that is a piece of a file.
    /// </summary>
    public static IEndpointConventionBuilder MapIngest(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/ingest/v1/{contract}", HandleAsync)
            .WithName("Ingest")
            .WithSummary("Takes rows of a contract: CSV, JSON, JSON lines or an Arrow IPC stream; gzip or zstd.")
            .Produces<IngestAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage)
            .RequireAuthorization(Policy);

    private static Task<IResult> HandleAsync(
        string contract, HttpContext http, [FromServices] ContractCatalog contracts, [FromServices] UploadHandler uploads)
    {
        if (!contracts.TryGet(contract, out var schema))
        {
            return Task.FromResult(IngestProblems.UnknownContract(contracts));
        }

        return schema.IsInternal ? Task.FromResult(IngestProblems.InternalContract(schema.Name)) : uploads.TakeAsync(schema, http);
    }
}
