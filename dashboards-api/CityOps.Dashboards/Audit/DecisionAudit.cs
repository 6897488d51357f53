using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.Identity.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.Audit;

/// <summary>
/// Writes every step of a person on a case into the audit log. The case's history is its outbox: events have a position that rises with their
/// commits, and the audit log keeps how far it has come in the transaction of the entries, so a kill between the two loses and doubles nothing.
/// What evidence alone caused is not a decision and stays in the history.
/// </summary>
internal sealed class DecisionAudit(ICaseworkDbFactory databases, IAuditLog audit, TimeProvider time, ILogger<DecisionAudit> logger) : BackgroundService
{
    public const string Source = "casework";
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Writes until nothing is left.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var position = await audit.PositionOfAsync(Source, cancellationToken);
        while (true)
        {
            await using var db = databases.Create();
            var rows = await db.Events.AsNoTracking().Where(e => e.Position > position && e.ActorRole != CaseRoles.System)
                .OrderBy(e => e.Position).Take(MostAtOnce).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                return;
            }

            position = rows[^1].Position;
            await audit.AppendOnceAsync(Source, position, [.. rows.Select(Of)], cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CatchUpAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Decisions could not be written into the audit log; none is lost, it tries again.");
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Codes, versions and times: notes may hold a name and stay in casework.
    private static AuditEvent Of(EventRow row) => new(
        row.ActorName, row.ActorRole, ActionOf(row.Kind), $"{row.CaseId} {row.Kind}", $"event {row.Sequence}, {Problems.Words.Of(row.Stage)} at {row.At:O}{Codes(row.Payload)}");

    private static AuditAction ActionOf(string kind) => kind switch
    {
        "filed" or "dismissed" => AuditAction.CaseReviewed,
        "work_order_created" => AuditAction.WorkOrderDispatched,
        "outcome_reported" => AuditAction.OutcomeRecorded,
        "objection_decided" => AuditAction.ObjectionDecided,
        _ => AuditAction.CaseDecided,
    };

    private static string Codes(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        var codes = json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.String && (p.Name.EndsWith("_code", StringComparison.Ordinal) || p.Name is "work_order_id" or "outcome"))
            .Select(p => $", {p.Name} {p.Value.GetString()}");
        return string.Concat(codes);
    }
}
