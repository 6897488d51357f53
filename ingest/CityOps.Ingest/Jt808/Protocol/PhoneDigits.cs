namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>A terminal's phone number in its two spellings: as the header pads it, and as a register writes it.</summary>
public static class PhoneDigits
{
    /// <summary>Without the zeros that the header puts in front, so that both editions and the register agree.</summary>
    public static string Bare(string phone)
    {
        var bare = phone.Trim().TrimStart('0');
        return bare.Length == 0 ? "0" : bare;
    }

    /// <summary>The BCD digits of a header: 12 (2013) or 20 (2019).</summary>
    public static string Pad(string phone, bool is2019) => Bare(phone).PadLeft(is2019 ? 20 : 12, '0');
}
