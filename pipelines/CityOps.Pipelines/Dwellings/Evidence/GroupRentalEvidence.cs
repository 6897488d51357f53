using System.Text.Json;

namespace CityOps.Pipelines.Dwellings.Evidence;

/// <summary>
/// What a reviewer sees of a suspected group rental, as the suspicion carries it (JSON, snake case). Holds keys and figures, never who lives there.
/// </summary>
/// <param name="Kind">What casework calls it in lists.</param>
/// <param name="SelectionProbability">With which this dwelling was to be chosen, (0, 1]; labels carry it, so that visits can be weighed.</param>
/// <param name="Town">The town, for casework's filters.</param>
/// <param name="Features">All that the model saw: see <see cref="FeatureSnapshot"/>.</param>
/// <param name="WindowEnd">The end of the window, exclusive, UTC: labels carry it, so that training sees what the score saw.</param>
public sealed record GroupRentalEvidence(
    string Kind,
    string Town,
    DateTimeOffset WindowEnd,
    DateTimeOffset AsOf,
    string FromDay,
    string ToDay,
    string TimeZone,
    EvidenceDwelling Dwelling,
    EvidenceEstimate Estimate,
    int? LegalLimit,
    double Probability,
    IReadOnlyList<string> Reasons,
    string FoundBy,
    double SelectionProbability,
    IReadOnlyList<EvidenceContribution> Contributions,
    IReadOnlyList<EvidenceChange> WhatWouldChangeIt,
    EvidenceCoverage Coverage,
    EvidenceCurves Curves,
    IReadOnlyDictionary<string, float?> Features,
    IReadOnlyList<EvidenceText> WhyThisMayBeWrong,
    string ModelVersion,
    string ModelOrigin)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

public sealed record EvidenceDwelling(
    string Town, string GridCell, string BuildingId, int? Rooms, double? FloorAreaM2, int? RegisteredPopulation, string Kinship, string Tenure);

/// <param name="Nominal">The share of homes whose people the interval should hold.</param>
public sealed record EvidenceEstimate(double Occupants, double Low, double High, double Nominal);

/// <summary>What one feature added to the log-odds.</summary>
/// <param name="PeersLow">The lower quartile of dwellings of the same layout; null where too few are known.</param>
public sealed record EvidenceContribution(string Feature, string Unit, double? Value, double? PeersLow, double? PeersHigh, double Effect, string Zh, string En);

/// <summary>The probability were one feature another.</summary>
/// <param name="To">The end of the peers' middle half that is nearer, or all estimated people where the feature is the registered population.</param>
public sealed record EvidenceChange(string Feature, double To, double Probability, string Zh, string En);

/// <summary>Shares of the window's hours that were read, 0 to 1.</summary>
public sealed record EvidenceCoverage(double Water, double Electricity, double Gas);

/// <summary>For charts. Daily values stand beside <paramref name="Days"/>, null where a day was not read; litres, kWh, m³.</summary>
/// <param name="HourlyProfile">The mean day: 24 values by local hour.</param>
public sealed record EvidenceCurves(
    IReadOnlyList<string> Days, IReadOnlyDictionary<string, double?[]> Daily, IReadOnlyDictionary<string, double?[]> HourlyProfile);

public sealed record EvidenceText(string Zh, string En);
