namespace CityOps.Identity.Reveals;

/// <summary>What somebody opens a household's facts for. The purpose decides which facts, and nothing else is decrypted for the answer.</summary>
public enum RevealPurpose
{
    /// <summary>Going there (走访): address and place.</summary>
    Visit,

    /// <summary>Agreeing on a time after nobody opened (预约): address and contact.</summary>
    Appointment,

    /// <summary>Serving a written notice (送达): address alone.</summary>
    Notice,
}

/// <summary>The facts of a dwelling that a reveal may show.</summary>
[Flags]
public enum RevealFields
{
    None = 0,
    Address = 1,
    Contact = 2,
    Position = 4,
}

public static class RevealPurposes
{
    public static RevealFields FieldsOf(this RevealPurpose purpose) => purpose switch
    {
        RevealPurpose.Visit => RevealFields.Address | RevealFields.Position,
        RevealPurpose.Appointment => RevealFields.Address | RevealFields.Contact,
        RevealPurpose.Notice => RevealFields.Address,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    /// <summary>The facts without those that the purpose does not allow.</summary>
    public static DwellingSecret Only(this DwellingSecret secret, RevealFields fields) => secret with
    {
        DwellingId = null,
        Address = fields.HasFlag(RevealFields.Address) ? secret.Address : null,
        Contact = fields.HasFlag(RevealFields.Contact) ? secret.Contact : null,
        Lon = fields.HasFlag(RevealFields.Position) ? secret.Lon : null,
        Lat = fields.HasFlag(RevealFields.Position) ? secret.Lat : null,
    };
}
