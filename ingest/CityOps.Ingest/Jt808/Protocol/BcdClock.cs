namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>Six BCD bytes YYMMDDhhmmss of the years 2000 to 2099, at GMT+8 wherever the terminal is.</summary>
public static class BcdClock
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    /// <returns>UTC, or null where the digits are no time.</returns>
    public static DateTimeOffset? Read(ReadOnlySpan<byte> bcd)
    {
        Span<int> parts = stackalloc int[6];
        for (var i = 0; i < parts.Length; i++)
        {
            var (tens, ones) = (bcd[i] >> 4, bcd[i] & 15);
            if (tens > 9 || ones > 9)
            {
                return null;
            }

            parts[i] = (tens * 10) + ones;
        }

        var (year, month, day) = (2000 + parts[0], parts[1], parts[2]);
        return month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || parts[3] > 23 || parts[4] > 59 || parts[5] > 59
            ? null
            : new DateTimeOffset(year, month, day, parts[3], parts[4], parts[5], Zone).ToUniversalTime();
    }

    /// <summary>Writes an instant of the years 2000 to 2099.</summary>
    public static void Write(DateTimeOffset at, Span<byte> bcd)
    {
        var local = at.ToOffset(Zone);
        bcd[0] = Bcd(local.Year % 100);
        bcd[1] = Bcd(local.Month);
        bcd[2] = Bcd(local.Day);
        bcd[3] = Bcd(local.Hour);
        bcd[4] = Bcd(local.Minute);
        bcd[5] = Bcd(local.Second);
    }

    private static byte Bcd(int value) => (byte)(((value / 10) << 4) | (value % 10));
}
