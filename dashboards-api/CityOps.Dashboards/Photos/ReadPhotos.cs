using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Reveals;
using CityOps.Identity.Audit;
using CityOps.Identity.Photos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Photos;

/// <summary>Shows the photos of a work order to who was sent and to reviewers; each time is audited, since a photo and its place name a household.</summary>
internal static class ReadPhotos
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/work-orders/{id}/photos", ListAsync).RequireAuthorization(Policies.PhotosRead)
            .WithSummary("The photos of a work order, with when and where they were taken; audited.").WithTags("Photos")
            .Produces<IReadOnlyList<PhotoView>>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/work-orders/{id}/photos/{photo}", GetAsync).RequireAuthorization(Policies.PhotosRead)
            .WithSummary("One photo, byte for byte as it was taken in; audited.").WithTags("Photos")
            .Produces(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .GivesFile(StatusCodes.Status200OK, [.. PhotoKinds.All]);
    }

    private static async Task<IResult> ListAsync(
        string id, [FromServices] Assignments assignments, [FromServices] IPhotoVault photos, [FromServices] IAuditLog audit,
        HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(id, assignments, user, cancellationToken) is { } refused)
        {
            return refused;
        }

        var found = await photos.ListAsync(id, cancellationToken);
        if (found.Count > 0)
        {
            await audit.AppendAsync(Opened(user, id, $"photos: {found.Count}, when and where they were taken"), cancellationToken);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(found.Select(PhotoView.Of).ToList());
    }

    private static async Task<IResult> GetAsync(
        string id, string photo, [FromServices] Assignments assignments, [FromServices] IPhotoVault photos, [FromServices] IAuditLog audit,
        HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(id, assignments, user, cancellationToken) is { } refused)
        {
            return refused;
        }

        if (await photos.FindAsync(photo, cancellationToken) is not { } found || !string.Equals(found.WorkOrderId, id, StringComparison.Ordinal))
        {
            return TypedResults.Problem(title: "No such photo", detail: $"{id} has no photo '{photo}'. GET /api/v1/work-orders/{id}/photos lists them.", statusCode: StatusCodes.Status404NotFound);
        }

        await audit.AppendAsync(Opened(user, $"{id} {photo}", $"SHA-256 {found.Sha256}"), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes((await photos.OpenAsync(photo, cancellationToken))!, found.ContentType);
    }

    private static async Task<IResult?> RefuseAsync(string id, Assignments assignments, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await assignments.FindAsync(id, cancellationToken) is not { } assignment)
        {
            return RevealAnswers.NoSuchOrder(id);
        }

        return Caller.RolesOf(user).Contains(Roles.Reviewer, StringComparer.Ordinal) || assignment.IsOf(user) ? null : RevealAnswers.NotYours(id);
    }

    private static AuditEvent Opened(ClaimsPrincipal user, string subject, string reason) =>
        new(Caller.NameOf(user), Caller.ActingRole(user, Policies.PhotosRead), AuditAction.PhotoOpened, subject, reason);
}
