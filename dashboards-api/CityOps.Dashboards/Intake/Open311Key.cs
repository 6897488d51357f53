using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Intake;

/// <summary>GeoReport v2 has its key in <c>api_key</c>, as a query or a form field: taken for the bearer token that it is, before anybody asks who calls.</summary>
internal sealed class Open311Key(RequestDelegate next)
{
    private const string Field = "api_key";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/open311", StringComparison.Ordinal) && !request.Headers.ContainsKey("Authorization"))
        {
            var key = request.Query[Field].ToString();
            if (key.Length == 0 && HttpMethods.IsPost(request.Method) && request.HasFormContentType)
            {
                key = (await request.ReadFormAsync(context.RequestAborted))[Field].ToString();
            }

            if (key.Length > 0)
            {
                request.Headers.Authorization = "Bearer " + key;
            }
        }

        await next(context);
    }
}
