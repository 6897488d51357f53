using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Sql;

/// <summary>Answers a scientist's own SELECT over the open tables. Each statement is in the audit log before it runs, and so is each that was refused.</summary>
internal static class RunSql
{
    private const int LongestPurpose = 400;

    internal sealed record Body(
        [property: Description("One SELECT of ClickHouse's SQL, at most 20,000 characters. GET /api/v1/sql/tables lists what it may read.")] string Sql,
        [property: Description("What for, at most 400 characters; it is in the audit log.")] string Purpose,
        [property: Description("'json' (where left out; at most 10,000 rows) or 'arrow' (IPC stream; at most 1,000,000).")] string? Format = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sql/tables", (SqlDesk desk) => TypedResults.Ok(desk.Open.Order(StringComparer.Ordinal).ToList())).RequireAuthorization(Policies.SqlRun).AddEndpointFilter(WhereOnAsync)
            .WithSummary("The tables that may be asked in SQL: no row of them is about a dwelling or a case.").WithTags("Sql")
            .Produces<IReadOnlyList<string>>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/sql", HandleAsync).RequireAuthorization(Policies.SqlRun).AddEndpointFilter(WhereOnAsync)
            .WithSummary("Runs one SELECT over the open tables, where the installation lets scientists ask in SQL; audited.").WithTags("Sql")
            .Produces<SqlDesk.Answer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .GivesFile(StatusCodes.Status200OK, "application/vnd.apache.arrow.stream");
    }

    private static async ValueTask<object?> WhereOnAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<IOptions<DashboardsOptions>>().Value.Dashboards.Sql
            ? await next(context)
            : TypedResults.Problem(
                title: "SQL is switched off", detail: "This installation lets nobody ask in SQL (CityOps:Dashboards:Sql). Features of dwellings: GET /api/v1/models/{scenario}/features.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(Body body, SqlDesk desk, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var (sql, purpose) = ((body.Sql ?? "").Trim().TrimEnd(';'), (body.Purpose ?? "").Trim());
        if (sql.Length is 0 or > SqlDesk.LongestStatement || purpose.Length is 0 or > LongestPurpose || body.Format is not (null or "json" or "arrow"))
        {
            return Invalid.Those(
                (sql.Length is > 0 and <= SqlDesk.LongestStatement, "sql", body.Sql, "Give one SELECT of at most 20,000 characters."),
                (purpose.Length is > 0 and <= LongestPurpose, "purpose", body.Purpose, "Say in at most 400 characters what it is for."),
                (body.Format is null or "json" or "arrow", "format", body.Format, "Choose one of: json, arrow."));
        }

        var (held, whyNot) = await desk.EnterAsync(Caller.NameOf(user), cancellationToken);
        using var place = held;
        if (place is null)
        {
            return TypedResults.Problem(title: "Too many statements", detail: whyNot, statusCode: StatusCodes.Status429TooManyRequests);
        }

        // From here to its end, whether anybody waits or not: what was asked is in the audit log, and the engine goes on with what it began.
        var book = new SqlBook(audit, user, sql, purpose);
        try
        {
            if (await desk.WhyNotAsync(sql, CancellationToken.None) is { } refused)
            {
                await book.RefusedAsync(refused);
                return Invalid.Field("sql", sql, refused);
            }
        }
        catch (WarehouseException wrong) when (wrong.Code is not 0)
        {
            await book.RefusedAsync(wrong.ErrorName);
            return Says(sql, wrong);
        }

        await book.RunsAsync();
        try
        {
            return body.Format is "arrow"
                ? TypedResults.Bytes(await desk.FileAsync(sql, CancellationToken.None), "application/vnd.apache.arrow.stream", "answer.arrows")
                : TypedResults.Ok(await desk.AnswerAsync(sql, CancellationToken.None));
        }
        catch (AnswerTooLargeException large)
        {
            await book.FailedAsync(large.Message);
            return Invalid.Field("sql", sql, large.Message);
        }
        catch (WarehouseException wrong) when (wrong.Code is not 0)
        {
            await book.FailedAsync(wrong.ErrorName);
            return Says(sql, wrong);
        }
    }

    private static ProblemHttpResult Says(string sql, WarehouseException wrong) => Invalid.Field("sql", sql, $"ClickHouse says: {WithoutNames(wrong.Message)}");

    // What it supposes was meant may be a closed table.
    private static string WithoutNames(string message) => message.Split(" Maybe you meant", 2)[0].Split(" (version ", 2)[0];
}
