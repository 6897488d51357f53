using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using CityOps.Casework.Elements;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Elements;

/// <summary>The standard elements (管理要素) as versioned data: read, change, retire, and import from CSV or Excel with a preview.</summary>
internal static class ManageElements
{
    private const int LargestFile = 16 << 20;
    private const int MostNamed = 10;

    internal sealed record Body(
        [property: Description("Entries: field to text. See /api/v1/element-kinds for the fields.")] IReadOnlyList<Dictionary<string, string>> Items);

    internal sealed record Retirement([property: Description("The entry's code.")] string Code);

    /// <param name="Applied">Versions were added; false for a preview and where anything is wrong.</param>
    internal sealed record Answer(bool Applied, IReadOnlyList<ElementChange> Changes);

    /// <param name="Shipped">It is as shipped: no version of the data replaces it.</param>
    internal sealed record Item(string Code, int Version, bool Shipped, IReadOnlyDictionary<string, string> Fields);

    internal sealed record Version(int Number, bool Retired, string ChangedBy, DateTimeOffset ChangedAt, JsonElement Fields);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/element-kinds", () => TypedResults.Ok(ElementKind.All)).RequireAuthorization(Policies.ElementsRead)
            .WithSummary("The kinds of standard elements and their fields.").WithTags("Elements").Produces<IReadOnlyList<ElementKind>>();
        routes.MapGet("/elements/{kind}", List).RequireAuthorization(Policies.ElementsRead)
            .WithSummary("The entries of a kind as they stand.").WithTags("Elements")
            .Produces<IReadOnlyList<Item>>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/elements/{kind}/versions", VersionsAsync).RequireAuthorization(Policies.ElementsRead)
            .WithSummary("Every version of one entry, the newest first.").WithTags("Elements")
            .Produces<IReadOnlyList<Version>>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/elements/{kind}", PutAsync).RequireAuthorization(Policies.ElementsManage)
            .WithSummary("Adds a version of each entry that is new or changed: all, or none where one is wrong.").WithTags("Elements")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status404NotFound).Produces<Answer>(StatusCodes.Status422UnprocessableEntity);
        routes.MapPost("/elements/{kind}/retirement", RetireAsync).RequireAuthorization(Policies.ElementsManage)
            .WithSummary("Takes an entry away, as a version of its own.").WithTags("Elements")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/elements/{kind}/import", ImportAsync).RequireAuthorization(Policies.ElementsManage)
            .WithSummary("Previews a CSV or Excel file in the body, or with apply=true takes it over.").WithTags("Elements")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).Produces<Answer>(StatusCodes.Status422UnprocessableEntity)
            .TakesFile("application/octet-stream");
    }

    private static IResult List(string kind, CaseElements elements)
    {
        if (ElementKind.Find(kind) is not { } found)
        {
            return Unknown(kind);
        }

        var data = elements.Data.Of(kind).Select(e => new Item(e.Code, e.Version, Shipped: false, e.Fields)).ToList();
        var shipped = ElementDefaults.Of(found, elements.Shipped).Where(s => !data.Exists(d => string.Equals(d.Code, s.Code, StringComparison.Ordinal)))
            .Select(e => new Item(e.Code, e.Version, Shipped: true, e.Fields));
        return TypedResults.Ok<IReadOnlyList<Item>>([.. data.Concat(shipped).OrderBy(i => i.Code, StringComparer.Ordinal)]);
    }

    private static async Task<IResult> VersionsAsync(
        string kind, [FromQuery(Name = "code"), Description("The entry's code.")] string? code, ElementStore store, CancellationToken cancellationToken) =>
        ElementKind.Find(kind) is null
            ? Unknown(kind)
            : TypedResults.Ok<IReadOnlyList<Version>>([.. (await store.HistoryAsync(kind, code ?? "", cancellationToken)).Select(r => new Version(
                r.Version, r.Retired, r.ChangedBy, r.ChangedAt, JsonSerializer.Deserialize<JsonElement>(r.Payload)))]);

    private static async Task<IResult> PutAsync(string kind, Body body, ElementStore store, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        ElementKind.Find(kind) is { } found ? await GiveAsync(found, body.Items, apply: true, store, audit, user, cancellationToken) : Unknown(kind);

    private static async Task<IResult> RetireAsync(string kind, Retirement body, ElementStore store, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (ElementKind.Find(kind) is not { } found || !await store.RetireAsync(found, body.Code, Caller.NameOf(user), cancellationToken))
        {
            return TypedResults.Problem(title: "No such entry", detail: $"The data holds no '{body.Code}' of the kind '{kind}'; what is shipped is replaced, not retired.", statusCode: StatusCodes.Status404NotFound);
        }

        await audit.AppendAsync(Changed(user, kind, $"retired {body.Code}"), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ImportAsync(
        string kind,
        [FromQuery(Name = "apply"), Description("False or left out: a preview that changes nothing.")] bool? apply,
        HttpRequest request,
        ElementStore store,
        IAuditLog audit,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (ElementKind.Find(kind) is not { } found)
        {
            return Unknown(kind);
        }

        using var file = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (file.Length + read > LargestFile)
            {
                return Invalid.Field("body", $"more than {LargestFile} bytes", "Import it in parts.");
            }

            file.Write(buffer, 0, read);
        }

        try
        {
            return await GiveAsync(found, ElementFiles.Read(file.ToArray()), apply is true, store, audit, user, cancellationToken);
        }
        catch (InvalidDataException wrong)
        {
            return Invalid.Field("body", "a file", wrong.Message);
        }
    }

    private static async Task<IResult> GiveAsync(
        ElementKind kind, IReadOnlyList<IReadOnlyDictionary<string, string>> items, bool apply, ElementStore store, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var changes = await store.PutAsync(kind, items, apply, Caller.NameOf(user), cancellationToken);
        var sound = changes.All(c => c.Errors.Count is 0);
        if (apply && sound && changes.Count > 0)
        {
            await audit.AppendAsync(Changed(user, kind.Name, $"entries given: {changes.Count}, {string.Join(", ", changes.Take(MostNamed).Select(c => c.Code))}{(changes.Count > MostNamed ? ", …" : "")}"), cancellationToken);
        }

        var answer = new Answer(apply && sound, changes);
        return sound || !apply ? TypedResults.Ok(answer) : TypedResults.UnprocessableEntity(answer);
    }

    private static AuditEvent Changed(ClaimsPrincipal user, string kind, string what) =>
        new(Caller.NameOf(user), Caller.ActingRole(user, Policies.ElementsManage), AuditAction.SettingChanged, $"elements {kind}", what);

    private static ProblemHttpResult Unknown(string kind) => TypedResults.Problem(
        title: "No such kind",
        detail: $"There is no kind of element '{kind}'. These are: {string.Join(", ", ElementKind.All.Select(k => k.Name))}.",
        statusCode: StatusCodes.Status404NotFound);
}
