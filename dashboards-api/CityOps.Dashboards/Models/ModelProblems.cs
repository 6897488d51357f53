using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Models;

/// <summary>Turns what a caller can set right, and a model file that was changed, into problems that say so.</summary>
internal static class ModelProblems
{
    public static async Task<IResult> GuardAsync(Func<Task<IResult>> handle)
    {
        try
        {
            return await handle();
        }
        catch (ModelRequestException wrong)
        {
            return TypedResults.Problem(title: "That cannot be done", detail: wrong.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (InvalidDataException changed)
        {
            return TypedResults.Problem(title: "The model was changed", detail: changed.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>409 where these models cannot do it, with what can be done instead.</summary>
    public static IResult CannotDo(string what) => TypedResults.Problem(title: "That cannot be done", detail: what, statusCode: StatusCodes.Status409Conflict);

    public static IResult NoVersion(string scenario, string version) => TypedResults.Problem(
        title: "No such version", detail: $"Scenario '{scenario}' has no model '{version}'. GET /api/v1/models/{scenario} lists them.", statusCode: StatusCodes.Status404NotFound);
}
