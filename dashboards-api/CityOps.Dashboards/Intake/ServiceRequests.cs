using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.Dashboards.Storage;
using CityOps.EventLog;
using CityOps.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Intake;

/// <param name="ExternalId">Their number.</param>
/// <param name="DwellingId">The utility's number of a dwelling, where the scenario is about dwellings: replaced by its key at once.</param>
/// <param name="TruckId">Where the scenario is about trucks.</param>
/// <param name="Words">Description, address and contact as they came: sealed at once.</param>
internal sealed record NewRequest(
    string Platform, string ExternalId, string Scenario, string? DwellingId, string? TruckId, string? Town, string Words, DateTimeOffset? RequestedAt, DateTimeOffset? ExpectedAt);

/// <summary>How a request stands.</summary>
/// <param name="Status"><c>open</c> or <c>closed</c>, as the case behind it; a request without a case is open.</param>
/// <param name="Reply">What may be said to the caller; null while there is nothing to say. It names nobody and no address.</param>
internal sealed record RequestState(ServiceRequestRow Row, string? CaseId, string Status, string? Reply, DateTimeOffset UpdatedAt);

/// <summary>What became of giving a report its subject.</summary>
internal enum AssignResult
{
    Assigned,
    NoSuchRequest,
    HasSubject,

    /// <summary>A truck where the scenario is about dwellings, or the other way round.</summary>
    WrongKind,
}

/// <summary>
/// Takes reports in and says what became of them. A report whose subject is known is a suspicion, found by complaint, which joins the subject's open case
/// or opens one; who reports the same again is merged into the first report.
/// </summary>
internal sealed class ServiceRequests(
    IOperationsDbFactory operations, ICaseworkDbFactory casework, CaseElements elements, IIdentityVault identities, IPayloadSeal seal, IEventLog log,
    IOptions<EventLogOptions> logOptions, TimeProvider time)
{
    private const string Topic = "cityops.suspicions.v1";
    private const string Lock = "service requests";

    /// <summary>A complaint alone says less than a model that is sure: it waits in the queue for a person to weigh it.</summary>
    private const double ComplaintScore = 0.5;
    private static readonly TimeSpan RepeatWithin = TimeSpan.FromDays(30);
    private static readonly LogHeader[] Headers = [new(LogHeaders.ContentType, LogHeaders.Json), new(LogHeaders.Rows, "1")];
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Takes one in. The same number of the same platform again changes nothing and gives the same answer.</summary>
    public async Task<ServiceRequestRow> AcceptAsync(NewRequest request, CancellationToken cancellationToken)
    {
        await using var db = operations.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(Lock, cancellationToken);
        if (await db.ServiceRequests.FirstOrDefaultAsync(r => r.Platform == request.Platform && r.ExternalId == request.ExternalId, cancellationToken) is { } held)
        {
            return held;
        }

        var now = time.GetUtcNow();
        var subject = await SubjectAsync(request.Scenario, request.DwellingId, request.TruckId, cancellationToken);
        var first = await FirstAsync(db, request.Scenario, subject, now, cancellationToken);
        var id = "SR-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Platform}\n{request.ExternalId}")))[..12];
        var row = new ServiceRequestRow
        {
            RequestId = id,
            Platform = request.Platform,
            ExternalId = request.ExternalId,
            Scenario = request.Scenario,
            Subject = subject,
            Town = request.Town,
            SealedText = seal.Seal(Encoding.UTF8.GetBytes(request.Words), SealedFor(id)),
            RequestedAt = request.RequestedAt ?? now,
            ExpectedAt = request.ExpectedAt,
            RepeatOf = first?.RequestId,
            Repeats = 0,
        };
        db.ServiceRequests.Add(row);
        if (first is not null)
        {
            first.Repeats++;
        }

        // The log comes first: after a kill in between, the platform sends again, and the same suspicion in the same revision is a no-op.
        if (subject.Length > 0)
        {
            await SuspectAsync(first ?? row, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    /// <summary>Gives a report that came without one its subject, as if it had named it.</summary>
    public async Task<AssignResult> AssignAsync(string requestId, string? dwellingId, string? truckId, CancellationToken cancellationToken)
    {
        await using var db = operations.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(Lock, cancellationToken);
        if (await db.ServiceRequests.FindAsync([requestId], cancellationToken) is not { } row)
        {
            return AssignResult.NoSuchRequest;
        }

        if (row.Subject.Length > 0)
        {
            return AssignResult.HasSubject;
        }

        var subject = await SubjectAsync(row.Scenario, dwellingId, truckId, cancellationToken);
        if (subject.Length is 0)
        {
            return AssignResult.WrongKind;
        }

        var first = await FirstAsync(db, row.Scenario, subject, time.GetUtcNow(), cancellationToken);
        (row.Subject, row.RepeatOf) = (subject, first?.RequestId);
        if (first is not null)
        {
            first.Repeats++;
        }

        await SuspectAsync(first ?? row, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return AssignResult.Assigned;
    }

    /// <summary>What was said; write the audit log first.</summary>
    public string WordsOf(ServiceRequestRow row) => Encoding.UTF8.GetString(seal.Open(row.SealedText, SealedFor(row.RequestId)));

    /// <summary>How some requests stand, in their order.</summary>
    public async Task<IReadOnlyList<RequestState>> StatesAsync(IReadOnlyList<ServiceRequestRow> rows, CancellationToken cancellationToken)
    {
        string[] suspicions = [.. rows.Select(SuspicionOf).Distinct(StringComparer.Ordinal)];
        string[] scenarios = [.. rows.Select(row => row.Scenario).Distinct(StringComparer.Ordinal)];
        await using var db = casework.Create();
        var held = await (from e in db.Evidence.AsNoTracking()
                          join c in db.Cases.AsNoTracking() on e.CaseId equals c.CaseId
                          where scenarios.Contains(e.Scenario) && suspicions.Contains(e.SuspicionId)
                          select new { e.Scenario, e.SuspicionId, c.CaseId, c.Stage, c.UpdatedAt }).ToListAsync(cancellationToken);
        string[] ids = [.. held.Select(h => h.CaseId)];
        var outcomes = (await db.WorkOrders.AsNoTracking().Where(o => ids.Contains(o.CaseId) && o.Outcome != null).Select(o => new { o.CaseId, o.FinishedAt, o.Outcome }).ToListAsync(cancellationToken))
            .ToLookup(o => o.CaseId, StringComparer.Ordinal);
        var bySuspicion = held.ToDictionary(h => (h.Scenario, h.SuspicionId));
        return [.. rows.Select(row => bySuspicion.GetValueOrDefault((row.Scenario, SuspicionOf(row))) is { } at
            ? new RequestState(
                row, at.CaseId, at.Stage.IsOpen() ? "open" : "closed", Reply(at.Stage, outcomes[at.CaseId].MaxBy(o => o.FinishedAt)?.Outcome), at.UpdatedAt)
            : new RequestState(row, null, "open", null, row.RequestedAt))];
    }

    private static string SuspicionOf(ServiceRequestRow row) => row.RepeatOf ?? row.RequestId;

    private static string? Reply(CaseStage stage, Outcome? outcome) => stage switch
    {
        CaseStage.Dismissed => "经研判，现有情况不足以立案，已记录。",
        CaseStage.Closed => outcome switch
        {
            Outcome.Confirmed => "已现场核查，反映情况属实，已依法处置。",
            Outcome.OtherViolation => "已现场核查，发现其他问题，已依法处置。",
            _ => "已现场核查，未发现所反映的问题。",
        },
        _ => null,
    };

    private static byte[] SealedFor(string requestId) => Encoding.UTF8.GetBytes($"service request {requestId}");

    private async Task<string> SubjectAsync(string scenario, string? dwellingId, string? truckId, CancellationToken cancellationToken)
    {
        if (!elements.TryGet(scenario, out var part))
        {
            return "";
        }

        if (part.SubjectKind is SubjectKind.Truck)
        {
            return IdentifierText.Trim(truckId ?? "");
        }

        var dwelling = IdentifierText.Trim(dwellingId ?? "");
        return dwelling.Length == 0
            ? ""
            : (await identities.KeysOfAsync(IdentityKind.Dwelling, new[] { dwelling }, cancellationToken))[0].ToString(CultureInfo.InvariantCulture);
    }

    // The first request about the subject whose case has not ended.
    private async Task<ServiceRequestRow?> FirstAsync(OperationsDb db, string scenario, string subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (subject.Length is 0)
        {
            return null;
        }

        var since = now - RepeatWithin;
        var candidates = await db.ServiceRequests
            .Where(r => r.Scenario == scenario && r.Subject == subject && r.RepeatOf == null && r.RequestedAt >= since).OrderBy(r => r.RequestedAt).ToListAsync(cancellationToken);
        return (await StatesAsync(candidates, cancellationToken)).FirstOrDefault(state => state.Status is "open")?.Row;
    }

    private async Task SuspectAsync(ServiceRequestRow row, CancellationToken cancellationToken)
    {
        var evidence = JsonSerializer.Serialize(
            new { kind = "complaint", found_by = "complaint", town = row.Town, platform = row.Platform, request_id = row.RequestId, reports = row.Repeats + 1 }, Json);
        var suspicion = new Suspicion(
            row.RequestId, row.Scenario, row.Subject, row.RequestedAt, row.Repeats + 1, SuspicionState.Open, ComplaintScore, evidence, null, FoundLate: false);
        var topic = await log.EnsureTopicAsync(Topic, logOptions.Value.Partitions, cancellationToken);
        await log.AppendAsync(
            Topic,
            [new LogAppend(Partitioner.PartitionOf(row.Subject, topic.Partitions), Encoding.UTF8.GetBytes(row.RequestId), JsonSerializer.SerializeToUtf8Bytes(suspicion, Json), Headers)],
            cancellationToken);
    }
}
