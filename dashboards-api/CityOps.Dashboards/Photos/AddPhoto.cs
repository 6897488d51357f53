using System.Security.Claims;
using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Reveals;
using CityOps.Identity;
using CityOps.Identity.Photos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Photos;

/// <summary>The person sent adds a photo of what they found. It is checked against the client's hash and sealed in the vault.</summary>
internal static class AddPhoto
{
    internal sealed record Answer(PhotoView Photo, bool Repeated);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/work-orders/{id}/photos", HandleAsync).RequireAuthorization(Policies.PhotosAdd)
            .WithSummary("Adds a photo to your work order: multipart/form-data with 'photo', 'sha256' (hexadecimal) and 'client_id' (a UUID).").WithTags("Photos")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .TakesForm("multipart/form-data", "*photo", "sha256", "client_id");

    // A photo may come in after the outcome, when the phone found a network again; not once somebody verified it, but for the second look that a notice asks for.
    private static bool TakesPhotos(CaseDetail found) =>
        found.Case.Stage is CaseStage.Dispatched or CaseStage.Handling || found is { Case.Stage: CaseStage.Verified, Now.Rectification.Status: RectificationStatus.Ordered };

    private static async Task<IResult> HandleAsync(
        string id,
        HttpRequest request,
        [FromServices] Assignments assignments,
        [FromServices] IPhotoVault photos,
        [FromServices] IOptions<IdentityOptions> limits,
        [FromServices] IOptions<DashboardsOptions> options,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (await assignments.FindAsync(id, cancellationToken) is not { } assignment)
        {
            return RevealAnswers.NoSuchOrder(id);
        }

        if (!assignment.IsOf(user))
        {
            return RevealAnswers.NotYours(id);
        }

        var (form, refused) = await PhotoForm.ReadAsync(request, limits.Value.Photos.MaxBytes, cancellationToken);
        if (form is null)
        {
            return refused!;
        }

        if (assignment.Order.Status is WorkOrderStatus.Returned || !TakesPhotos(assignment.Case))
        {
            return RevealAnswers.Closed($"The case is {Problems.Words.Of(assignment.Case.Case.Stage)}: nothing is added to it any more.");
        }

        var facts = ExifFacts.Read(form.Content, TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone));
        var kept = await photos.AddAsync(
            new NewPhoto(
                Caller.NameOf(user), Caller.ActingRole(user, Policies.PhotosAdd), id, assignment.Case.Case.CaseId, form.ClientId, form.ContentType, form.Content, facts),
            cancellationToken);
        return kept.Result switch
        {
            PhotoKeep.OtherContent => TypedResults.Problem(
                title: "Another photo has this id", detail: $"client_id '{form.ClientId}' stands for another photo of this work order. Make a new one for each photo.", statusCode: StatusCodes.Status409Conflict),
            PhotoKeep.TooMany => TypedResults.Problem(
                title: "Enough photos", detail: $"A work order may have {limits.Value.Photos.MostAnOrder} photos (CityOps:Photos:MostAnOrder).", statusCode: StatusCodes.Status409Conflict),
            _ => TypedResults.Ok(new Answer(PhotoView.Of(kept.Photo!), kept.Result is PhotoKeep.Repeated)),
        };
    }
}
