using System.ComponentModel;

namespace CityOps.Contracts.Schema;

/// <summary>
/// What a field about a household is taken in for (PIPL art. 6: a clear and reasonable purpose, and nothing beyond it). A contract that identifies
/// households declares one for each of its columns, or it is no contract: <see cref="ContractReader"/> refuses it, and with it every test and start.
/// </summary>
public enum FieldPurpose
{
    [Description("tie readings of one flat together without knowing whose it is")]
    TieTogether,

    [Description("estimate how many people live in the flat")]
    EstimateOccupants,

    [Description("compare with the law's limits and with flats of the same layout")]
    LegalLimit,

    [Description("maps, peers of the neighbourhood, the grid's inspector")]
    Neighbourhood,

    [Description("an approved visit, opened to the person sent")]
    ApprovedVisit,

    [Description("evidence beside the meters")]
    AdditionalEvidence,

    [Description("see whom a model wrongs; no model learns from it")]
    Fairness,

    [Description("learn from what visits found")]
    LearnFromVisits,

    [Description("which fact holds when, and from where: order, validity, resends")]
    Provenance,
}

/// <summary>Declares what a column is taken in for.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PurposeAttribute(FieldPurpose purpose) : Attribute
{
    public FieldPurpose Purpose { get; } = purpose;
}
