namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>What stands before a body.</summary>
/// <param name="MessageId">Which message.</param>
/// <param name="Phone">The terminal: BCD digits as sent, 12 (2013) or 20 (2019) of them; broken terminals send hexadecimal digits too.</param>
/// <param name="Serial">Counts a terminal's messages, and begins again at 0 after 65,535.</param>
/// <param name="Is2019">Whether the header is of the 2019 edition.</param>
/// <param name="PackageTotal">How many packages make up the message; 0 where it is whole.</param>
/// <param name="PackageIndex">Which package this is, from 1.</param>
public readonly record struct FrameHeader(ushort MessageId, string Phone, ushort Serial, bool Is2019, ushort PackageTotal, ushort PackageIndex)
{
    public bool IsPackage => PackageTotal > 0;
}
