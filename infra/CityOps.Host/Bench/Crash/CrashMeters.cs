using System.Globalization;
using System.Text;

namespace CityOps.Host.Bench.Crash;

/// <summary>A piece of one of the files that a lane sends, as CSV.</summary>
/// <param name="Rows">How many rows it has, good and bad.</param>
internal sealed record CrashUpload(string Contract, string ContentType, byte[] Body, int Rows);

/// <summary>
/// The meters of one sender, read hourly in three months at once so that each insert makes several parts. Some readings come late, some
/// are corrected later, some are daily, some belong to a dwelling by a link that changes, some are wrong.
/// </summary>
internal sealed class CrashMeters(int lane, int meters)
{
    private const int HoursPerUpload = 4;
    private const int UploadsPerGeneration = 28 * 24 / HoursPerUpload;
    private const int LinksChangeAt = 12;
    private const int LateBy = 3;
    private const int CorrectedAfter = 2;

    private static readonly DateTimeOffset[] Months = [Month(1), Month(2), Month(3)];

    /// <summary>What the table has to hold of the readings made so far: the last value of each meter and instant.</summary>
    public Dictionary<(int Meter, long AtMs), double> Expected { get; } = [];

    /// <summary>The uploads without end, one after another.</summary>
    public IEnumerable<CrashUpload> Uploads()
    {
        for (var index = 0; ; index++)
        {
            var (generation, place) = Math.DivRem(index, UploadsPerGeneration);
            if (place is 0 or LinksChangeAt)
            {
                yield return Links(generation, place == 0 ? 'a' : 'b');
            }

            yield return Readings(generation, place);
        }
    }

    private static DateTimeOffset Month(int month) => new(2026, month, 1, 0, 0, 0, TimeSpan.Zero);

    private static bool IsDaily(int meter) => meter % 10 == 9;

    private static bool IsLate(int meter) => meter % 10 == 7;

    private static bool IsCorrected(int meter) => meter % 10 == 6;

    private static bool IsLinked(int meter) => meter % 10 is 4 or 5;

    private static string Utility(int meter) => (meter % 3) switch { 0 => "water", 1 => "gas", _ => "electricity" };

    private int NumberOf(int generation, int meter) => (((lane * 1_000) + generation) * meters) + meter;

    private CrashUpload Links(int generation, char dwelling)
    {
        var csv = new StringBuilder("meter_id,dwelling_id,share,valid_from,valid_to,match_confidence\n");
        var rows = 0;
        for (var meter = 0; meter < meters; meter++)
        {
            if (IsLinked(meter))
            {
                var from = dwelling == 'a' ? Months[0] : Months[1];
                csv.Append(CultureInfo.InvariantCulture, $"m{NumberOf(generation, meter)},d{NumberOf(generation, meter)}{dwelling},own,{from:O},,0.9\n");
                rows++;
            }
        }

        return new CrashUpload("meter-links", "text/csv", Encoding.UTF8.GetBytes(csv.ToString()), rows);
    }

    private CrashUpload Readings(int generation, int place)
    {
        var csv = new StringBuilder("meter_id,dwelling_id,utility,read_at,register\n");
        var rows = 0;
        for (var meter = 0; meter < meters; meter++)
        {
            if (!IsLate(meter))
            {
                rows += Block(csv, generation, place, meter, corrected: !IsCorrected(meter));
            }
            else if (place >= LateBy)
            {
                rows += Block(csv, generation, place - LateBy, meter, corrected: true);
            }

            if (IsCorrected(meter) && place >= CorrectedAfter)
            {
                rows += Block(csv, generation, place - CorrectedAfter, meter, corrected: true);
            }
        }

        csv.Append(CultureInfo.InvariantCulture, $"m{NumberOf(generation, 0)},,water,{Months[0]:O},-{place + 1}\n");
        return new CrashUpload("meter-readings", "text/csv", Encoding.UTF8.GetBytes(csv.ToString()), rows + 1);
    }

    private int Block(StringBuilder csv, int generation, int place, int meter, bool corrected)
    {
        var rows = 0;
        var number = NumberOf(generation, meter);
        foreach (var month in Months)
        {
            for (var hour = place * HoursPerUpload; hour < (place + 1) * HoursPerUpload; hour++)
            {
                if (IsDaily(meter) && hour % 24 != 0)
                {
                    continue;
                }

                // Eighths: exact in binary, unique over all meters, and rising by less than a meter can pass.
                var at = month.AddHours(hour);
                var register = (number * 1_000L) + ((at - Months[0]).TotalHours / 8) + (corrected ? 0 : 0.0625);
                var dwelling = IsLinked(meter) ? "" : string.Create(CultureInfo.InvariantCulture, $"d{number}");
                csv.Append(CultureInfo.InvariantCulture, $"m{number},{dwelling},{Utility(meter)},{at:O},{register:R}\n");
                Expected[(number, at.ToUnixTimeMilliseconds())] = register;
                rows++;
            }
        }

        return rows;
    }
}
