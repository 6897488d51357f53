using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CityOps.Dashboards.Terminals;

/// <summary>The answer of a process that has no connections of terminals.</summary>
internal static class NoGateway
{
    public static ProblemHttpResult Here() => TypedResults.Problem(
        title: "No gateway for terminals runs in this process",
        detail: "Ask the process with the role 'ingest', where terminals are connected; CityOps:Jt808:Enabled switches its gateway on.",
        statusCode: StatusCodes.Status503ServiceUnavailable);
}
