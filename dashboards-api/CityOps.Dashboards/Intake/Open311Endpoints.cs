using System.ComponentModel;
using System.Globalization;
using CityOps.Casework.Elements;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Intake;

/// <summary>
/// Open311 GeoReport v2, JSON: the open face of the intake. The key (<c>api_key</c>, or a bearer token) is a token of the role <c>ingest</c>. No answer holds what a caller wrote, an
/// address or a contact.
/// </summary>
internal static class Open311Endpoints
{
    private const string Platform = "open311";
    private const int MaxPage = 1_000;
    private const int MaxWords = 4_000;
    private static readonly string[] Said = ["description", "address_string", "lat", "long", "first_name", "last_name", "phone", "email", "media_url"];
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(90);

    internal sealed record Service(string ServiceCode, string ServiceName, string Description, bool Metadata, string Type, string Keywords, string Group);

    internal sealed record Definition(string ServiceCode, IReadOnlyList<Attribute> Attributes);

    internal sealed record Attribute(bool Variable, string Code, string Datatype, bool Required, string DatatypeDescription, int Order, string Description);

    internal sealed record Created(string ServiceRequestId, string ServiceNotice, string? AccountId);

    internal sealed record Request(
        string ServiceRequestId, string Status, string? StatusNotes, string ServiceName, string ServiceCode, string? AgencyResponsible, DateTimeOffset RequestedDatetime,
        DateTimeOffset UpdatedDatetime, DateTimeOffset? ExpectedDatetime);

    internal sealed record Error(int Code, string Description);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/open311/v2").WithTags("Open311");
        group.MapGet("/services.json", (CaseElements elements) => TypedResults.Ok<IReadOnlyList<Service>>([.. elements.All.Select(Of)]))
            .RequireAuthorization(Policies.IntakeRead).WithSummary("Open311: what can be reported.").Produces<IReadOnlyList<Service>>();
        group.MapGet("/services/{code}.json", Define).RequireAuthorization(Policies.IntakeRead)
            .WithSummary("Open311: what a report may say beside its text.").Produces<Definition>().Produces<IReadOnlyList<Error>>(StatusCodes.Status404NotFound);
        group.MapGet("/requests.json", ListAsync).RequireAuthorization(Policies.IntakeRead)
            .WithSummary("Open311: requests and how they stand; 90 days and 1,000 of them unless asked otherwise.")
            .Produces<IReadOnlyList<Request>>().Produces<IReadOnlyList<Error>>(StatusCodes.Status400BadRequest);
        group.MapGet("/requests/{id}.json", ShowAsync).RequireAuthorization(Policies.IntakeRead)
            .WithSummary("Open311: one request.").Produces<IReadOnlyList<Request>>().Produces<IReadOnlyList<Error>>(StatusCodes.Status404NotFound);
        group.MapPost("/requests.json", CreateAsync).RequireAuthorization(Policies.IntakeSend)
            .WithSummary("Open311: reports something, as a form.")
            .Produces<IReadOnlyList<Created>>(StatusCodes.Status201Created).Produces<IReadOnlyList<Error>>(StatusCodes.Status400BadRequest)
            .TakesForm(
                "application/x-www-form-urlencoded",
                ["service_code", .. Said.Select(field => field + "?"), "attribute[truck_id]?", "attribute[dwelling_id]?", "attribute[town]?", "attribute[external_id]?"]);
    }

    private static IResult Define(string code, CaseElements elements) => elements.TryGet(code, out var part)
        ? TypedResults.Ok(new Definition(code,
        [
            part.SubjectKind is SubjectKind.Truck
                ? new(true, "truck_id", "string", false, "The truck's id in the register", 1, "渣土车编号")
                : new(true, "dwelling_id", "string", false, "The dwelling's number in the register; it is replaced at once by a key that names nobody", 1, "房屋编号"),
            new(true, "town", "string", false, "The town as the system names it", 2, "街镇"),
            new(true, "external_id", "string", false, "A number of the sender's: the same number again changes nothing", 3, "来源编号"),
        ]))
        : Wrong(StatusCodes.Status404NotFound, $"There is no service '{code}'.");

    private static async Task<IResult> CreateAsync(HttpContext context, CaseElements elements, ServiceRequests requests, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            return Wrong(StatusCodes.Status400BadRequest, "Send a form (application/x-www-form-urlencoded), as GeoReport v2 has it.");
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var code = form["service_code"].ToString();
        if (!elements.TryGet(code, out _))
        {
            return Wrong(StatusCodes.Status400BadRequest, $"service_code is '{code}'. Choose one of: {string.Join(", ", elements.All.Select(e => e.Scenario))}.");
        }

        var (lat, lon) = (form["lat"].ToString(), form["long"].ToString());
        if ((lat.Length > 0 || lon.Length > 0) && !(IsDegrees(lat, 90) && IsDegrees(lon, 180)))
        {
            return Wrong(StatusCodes.Status400BadRequest, $"lat is '{lat}' and long is '{lon}'. Give both in WGS-84 degrees, or neither.");
        }

        var words = string.Join('\n', Said.Where(form.ContainsKey).Select(field => $"{field}: {form[field]}"));
        if (words.Length is 0 or > MaxWords)
        {
            return Wrong(StatusCodes.Status400BadRequest, $"A report says something, in at most {MaxWords} characters: description, address_string, or lat and long.");
        }

        var external = Attribute("external_id") ?? Guid.CreateVersion7().ToString("N");
        if (new[] { external, Attribute("truck_id"), Attribute("dwelling_id"), Attribute("town") }.Any(value => value?.Length > 64))
        {
            return Wrong(StatusCodes.Status400BadRequest, "An attribute takes 64 characters.");
        }

        var row = await requests.AcceptAsync(
            new NewRequest(Platform, external, code, Attribute("dwelling_id"), Attribute("truck_id"), Attribute("town"), words, null, null), cancellationToken);
        return Results.Json(
            new[] { new Created(row.RequestId, row.RepeatOf is null ? "已受理" : "已并入此前的同类反映", null) }, statusCode: StatusCodes.Status201Created);

        string? Attribute(string name) => form[$"attribute[{name}]"].ToString() is { Length: > 0 } value ? value : null;
    }

    private static bool IsDegrees(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most;

    private static async Task<IResult> ListAsync(
        [FromQuery(Name = "service_request_id"), Description("Ids, separated by commas; the dates do not count then.")] string? ids,
        [FromQuery(Name = "service_code"), Description("Services, separated by commas.")] string? codes,
        [FromQuery(Name = "start_date"), Description("An instant; 90 days before the end where left out.")] string? start,
        [FromQuery(Name = "end_date"), Description("An instant; now where left out.")] string? end,
        [FromQuery(Name = "status"), Description("'open', 'closed' or both, separated by a comma.")] string? status,
        [FromQuery(Name = "page"), Description("1 or more.")] string? page,
        [FromQuery(Name = "page_size"), Description("1 to 1,000, the default.")] string? pageSize,
        IOperationsDbFactory databases,
        CaseElements elements,
        ServiceRequests requests,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!TryDate(end, now, out var to) || !TryDate(start, to - DefaultWindow, out var from) || from > to
            || !int.TryParse(page ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 1_000_000
            || !int.TryParse(pageSize ?? "1000", NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > MaxPage)
        {
            return Wrong(StatusCodes.Status400BadRequest, $"start_date and end_date are instants in order, page is 1 or more and page_size 1 to {MaxPage}.");
        }

        string[] wantedIds = Words(ids), wantedCodes = Words(codes), wantedStates = Words(status);
        if (wantedStates.FirstOrDefault(state => state is not ("open" or "closed")) is { } unknown)
        {
            return Wrong(StatusCodes.Status400BadRequest, $"status is '{unknown}'. Choose open, closed, or both.");
        }

        await using var db = databases.Create();
        var rows = await db.ServiceRequests.AsNoTracking()
            .Where(r => wantedIds.Length > 0 ? wantedIds.Contains(r.RequestId) : r.RequestedAt >= from && r.RequestedAt <= to)
            .Where(r => wantedCodes.Length == 0 || wantedCodes.Contains(r.Scenario))
            .OrderByDescending(r => r.RequestedAt).ThenBy(r => r.RequestId).Skip((number - 1) * size).Take(size).ToListAsync(cancellationToken);
        var states = await requests.StatesAsync(rows, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<Request>>(
            [.. states.Where(s => wantedStates.Length is 0 || wantedStates.Contains(s.Status, StringComparer.Ordinal)).Select(s => Of(s, elements))]);
    }

    private static async Task<IResult> ShowAsync(string id, IOperationsDbFactory databases, CaseElements elements, ServiceRequests requests, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var row = await db.ServiceRequests.AsNoTracking().FirstOrDefaultAsync(r => r.RequestId == id, cancellationToken);
        return row is null
            ? Wrong(StatusCodes.Status404NotFound, $"There is no request '{id}'.")
            : TypedResults.Ok<IReadOnlyList<Request>>([Of((await requests.StatesAsync([row], cancellationToken))[0], elements)]);
    }

    private static Request Of(RequestState state, CaseElements elements) => new(
        state.Row.RequestId, state.Status, state.Reply, elements.TryGet(state.Row.Scenario, out var part) ? part.TitleZh : state.Row.Scenario, state.Row.Scenario,
        null, state.Row.RequestedAt, state.UpdatedAt, state.Row.ExpectedAt);

    private static Service Of(CaseElementsPart part) => new(part.Scenario, part.TitleZh, part.TitleEn, true, "realtime", string.Join(',', part.Categories.Select(c => c.Zh)), "城市运行");

    private static JsonHttpResult<Error[]> Wrong(int status, string description) => TypedResults.Json(new[] { new Error(status, description) }, statusCode: status);

    private static string[] Words(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool TryDate(string? text, DateTimeOffset otherwise, out DateTimeOffset at)
    {
        at = otherwise;
        return string.IsNullOrEmpty(text) || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
    }
}
