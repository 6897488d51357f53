using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Reveals;

/// <summary>Closes an endpoint of a work order to everybody of the right role whom it was not given to. An order that is not known is the endpoint's own to answer.</summary>
internal static class AssigneeOnly
{
    public static RouteHandlerBuilder ForAssignee(this RouteHandlerBuilder builder) => builder
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var id = http.Request.RouteValues["id"] as string ?? "";
            return await http.RequestServices.GetRequiredService<Assignments>().FindAsync(id, http.RequestAborted) is { } assignment && !assignment.MayActOn(http.User)
                ? RevealAnswers.NotYours(id)
                : await next(context);
        });
}
