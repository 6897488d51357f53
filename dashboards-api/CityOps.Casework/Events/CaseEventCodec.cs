using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CityOps.Casework.Events;

/// <summary>Events as JSON: whole for the database, without what must stay there for the log.</summary>
internal static class CaseEventCodec
{
    private static readonly Dictionary<string, Type> TypeOf = new(StringComparer.Ordinal)
    {
        ["opened"] = typeof(CaseOpened),
        ["evidence_added"] = typeof(EvidenceAdded),
        ["evidence_withdrawn"] = typeof(EvidenceWithdrawn),
        ["triaged"] = typeof(CaseTriaged),
        ["filed"] = typeof(CaseFiled),
        ["dismissed"] = typeof(CaseDismissed),
        ["lapsed"] = typeof(CaseLapsed),
        ["reopened"] = typeof(CaseReopened),
        ["work_order_created"] = typeof(WorkOrderCreated),
        ["work_order_accepted"] = typeof(WorkOrderAccepted),
        ["visit_failed"] = typeof(VisitFailed),
        ["outcome_reported"] = typeof(OutcomeReported),
        ["work_order_returned"] = typeof(WorkOrderReturned),
        ["outcome_verified"] = typeof(OutcomeVerified),
        ["outcome_rejected"] = typeof(OutcomeRejected),
        ["closed"] = typeof(CaseClosed),
        ["suspended"] = typeof(CaseSuspended),
        ["resumed"] = typeof(CaseResumed),
        ["deadline_extended"] = typeof(DeadlineExtended),
        ["dispute_raised"] = typeof(DisputeRaised),
        ["dispute_arbitrated"] = typeof(DisputeArbitrated),
        ["deadline_warned"] = typeof(DeadlineWarned),
        ["deadline_breached"] = typeof(DeadlineBreached),
        ["deadline_reminded"] = typeof(DeadlineReminded),
        ["deadline_escalated"] = typeof(DeadlineEscalated),
        ["work_order_unacknowledged"] = typeof(WorkOrderUnacknowledged),
        ["objection_overdue"] = typeof(ObjectionOverdue),
        ["look_back_due"] = typeof(LookBackDue),
        ["snoozed"] = typeof(CaseSnoozed),
        ["dismissal_undone"] = typeof(DismissalUndone),
        ["merged"] = typeof(CaseMerged),
        ["absorbed"] = typeof(CaseAbsorbed),
        ["unmerged"] = typeof(CaseUnmerged),
        ["released"] = typeof(CaseReleased),
        ["extension_requested"] = typeof(ExtensionRequested),
        ["extension_refused"] = typeof(ExtensionRefused),
        ["held"] = typeof(CaseHeld),
        ["hold_ended"] = typeof(HoldEnded),
        ["objection_raised"] = typeof(ObjectionRaised),
        ["objection_decided"] = typeof(ObjectionDecided),
        ["rectification_ordered"] = typeof(RectificationOrdered),
        ["rechecked"] = typeof(Rechecked),
        ["penalty_filed"] = typeof(PenaltyFiled),
        ["assistance_done"] = typeof(AssistanceDone),
        ["work_order_cancelled"] = typeof(WorkOrderCancelled),
    };

    private static readonly Dictionary<Type, string> KindByType = TypeOf.ToDictionary(pair => pair.Value, pair => pair.Key);
    private static readonly JsonSerializerOptions Stored = Options(_ => { });
    private static readonly JsonSerializerOptions Published = Options(KeepPrivate);

    /// <summary>The JSON form of everything casework writes: snake case, enum members by name, absent fields left out.</summary>
    public static JsonSerializerOptions Json => Stored;

    public static IReadOnlyCollection<string> Kinds => TypeOf.Keys;

    public static string KindOf(ICaseEvent happened) => KindByType[happened.GetType()];

    public static string KindOf<TEvent>()
        where TEvent : ICaseEvent => KindByType[typeof(TEvent)];

    public static string Store(ICaseEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Stored);

    public static string Publish(ICaseEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Published);

    public static ICaseEvent Read(string kind, string payload) => TypeOf.TryGetValue(kind, out var type)
        ? (ICaseEvent)JsonSerializer.Deserialize(payload, type, Stored)!
        : throw new InvalidDataException($"The history holds an event of kind '{kind}', which this version does not know. It was written by a newer one.");

    /// <summary>For showing a history: the payload without the evidence document, which is shown once elsewhere.</summary>
    public static JsonElement Show(string payload)
    {
        var json = JsonNode.Parse(payload)!.AsObject();
        json.Remove("document");
        return JsonSerializer.SerializeToElement(json);
    }

    private static JsonSerializerOptions Options(Action<JsonTypeInfo> modify) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { modify } },
    };

    private static void KeepPrivate(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.AttributeProvider?.IsDefined(typeof(CaseworkOnlyAttribute), inherit: false) is true).ToList())
        {
            type.Properties.Remove(property);
        }
    }
}
