using System.Text.Json.Serialization;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Events;

public enum Kinship
{
    Unknown,
    Family,
    Unrelated,
}

public enum Tenure
{
    Unknown,
    Owner,
    Rented,
}

/// <summary>Facts of a dwelling from the household register.</summary>
/// <param name="Rooms">Rooms designed for living, as the law counts them.</param>
/// <param name="GridCell">The grid (网格) whose inspector visits it.</param>
/// <param name="Address">Goes to the vault only.</param>
/// <param name="Contact">Goes to the vault only.</param>
/// <param name="BuiltYear">The year its building was finished.</param>
[Contract("dwellings", Subject = "dwelling_id")]
public sealed record Dwelling(
    [Purpose(FieldPurpose.TieTogether), Protected(Protection.DwellingId), Longest(64)] string DwellingId,
    [Purpose(FieldPurpose.Neighbourhood), Identifier] string? BuildingId,
    [Purpose(FieldPurpose.Neighbourhood), Identifier] string? GridCell,
    [Purpose(FieldPurpose.Neighbourhood), Identifier] string? Town,
    [Purpose(FieldPurpose.Neighbourhood), Protected(Protection.DwellingLongitude), Between(-180, 180)] double? Lon,
    [Purpose(FieldPurpose.Neighbourhood), Protected(Protection.DwellingLatitude), Between(-90, 90)] double? Lat,
    [Purpose(FieldPurpose.LegalLimit), Between(1, 50)] long? Rooms,
    [Purpose(FieldPurpose.LegalLimit), Between(1, 10_000)] double? FloorAreaM2,
    [Purpose(FieldPurpose.LegalLimit), Between(0, 1_000)] long? RegisteredPopulation,
    [Purpose(FieldPurpose.Provenance)] DateTimeOffset ValidFrom,
    [Purpose(FieldPurpose.ApprovedVisit), Protected(Protection.VaultOnly), Longest(512)] string? Address,
    [Purpose(FieldPurpose.ApprovedVisit), Protected(Protection.VaultOnly), Longest(512)] string? Contact,
    [Purpose(FieldPurpose.LegalLimit)] Kinship Kinship = Kinship.Unknown,
    [Purpose(FieldPurpose.LegalLimit)] Tenure Tenure = Tenure.Unknown,
    [Purpose(FieldPurpose.Fairness), Between(1_800, 2_200)] long? BuiltYear = null);

public enum DwellingSignalKind
{
    [JsonStringEnumMemberName("complaint_12345")]
    Complaint12345,
    PropertyReport,
    ParcelCount,
    RentalFiling,
    FireCheck,
}

/// <summary>Optional evidence beside the meters, each kind with a declared purpose.</summary>
/// <param name="SourceRef">The source's own number, so that a resend is the same signal.</param>
[Contract("dwelling-signals", Subject = "dwelling_id")]
public sealed record DwellingSignal(
    [Purpose(FieldPurpose.TieTogether), Protected(Protection.DwellingId), Longest(64)] string DwellingId,
    [Purpose(FieldPurpose.AdditionalEvidence), Observed] DateTimeOffset At,
    [Purpose(FieldPurpose.AdditionalEvidence)] DwellingSignalKind Kind,
    [Purpose(FieldPurpose.AdditionalEvidence)] double? Value,
    [Purpose(FieldPurpose.Provenance), Identifier] string? SourceRef);
