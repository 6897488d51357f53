using System.Globalization;
using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Storage.Rows;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Outbox;

/// <summary>What casework tells the log: contracts <c>case-events</c> and <c>labels</c>, one JSON object a message, without names and notes.</summary>
internal static class OutboxMessages
{
    public const string CaseEventsTopic = "cityops.case-events.v1";
    public const string LabelsTopic = "cityops.labels.v1";

    public static OutboxRow Of(CaseState state, EventRow row, ICaseEvent happened)
    {
        var message = new CaseEvent(
            row.CaseId, row.Sequence, state.Scenario, row.Kind, Text.Of(row.Stage), row.At, row.ActorRole, CaseEventCodec.Publish(happened));
        return Row(CaseEventsTopic, row.CaseId, Key(row.CaseId, row.Sequence), message, row.At);
    }

    public static OutboxRow Of(LabelRow label, DateTimeOffset now)
    {
        var message = new Label(
            label.Scenario, label.Subject, label.CaseId, label.WindowEnd, label.ModelVersion, label.SelectionProbability, label.At, label.Outcome,
            label.PeopleFound, label.RoomsUsed, label.ViolationKind, label.LawfulReason, label.FoundBy);
        return Row(LabelsTopic, label.Scenario, Key(label.CaseId, label.Sequence), message, now);
    }

    private static OutboxRow Row<TMessage>(string topic, string partitionKey, string messageKey, TMessage message, DateTimeOffset now) => new()
    {
        Topic = topic,
        PartitionKey = partitionKey,
        MessageKey = messageKey,
        Payload = JsonSerializer.Serialize(message, CaseEventCodec.Json),
        CreatedAt = now,
    };

    private static string Key(string caseId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{caseId}/{sequence}");
}
