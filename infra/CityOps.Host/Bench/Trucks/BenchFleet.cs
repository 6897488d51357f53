using System.Globalization;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;

namespace CityOps.Host.Bench.Trucks;

/// <summary>A fleet that drives between fences all day: messages as the gateway appends them, for one partition, and the references.</summary>
internal sealed class BenchFleet(int seed, int trucks, int fences)
{
    private const int RowsPerMessage = 2_000;
    private const double MetresPerDegree = 111_195;
    private const double StepSeconds = 20;
    private const double StepM = 200;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(seed);
    private readonly List<(double Lon, double Lat)> _middles = [];

    /// <summary>Corners by a geometric distribution about a mean of 40 that reaches some 200 at its 99th percentile.</summary>
    public List<LogRecord> Sites()
    {
        var sites = new List<Site>();
        var kinds = new[] { SiteKind.Construction, SiteKind.Disposal, SiteKind.Parking, SiteKind.Washing };
        for (var i = 0; i < fences; i++)
        {
            var (lon, lat) = (121.2 + (_random.NextDouble() * 0.7), 30.9 + (_random.NextDouble() * 0.5));
            _middles.Add((lon, lat));
            var corners = 4 + (int)Math.Min(196, -43 * Math.Log(1 - _random.NextDouble()) * 0.85);
            var radius = 80 + (_random.NextDouble() * 200);
            var ring = Enumerable.Range(0, corners).Select(c =>
            {
                var (angle, reach) = (2 * Math.PI * c / corners, radius * (0.7 + (_random.NextDouble() * 0.3)) / MetresPerDegree);
                return string.Create(CultureInfo.InvariantCulture, $"{lon + (reach * Math.Cos(angle) / 0.856):F6} {lat + (reach * Math.Sin(angle)):F6}");
            }).ToList();
            sites.Add(new Site($"site-{i}", null, kinds[i % kinds.Length], $"POLYGON(({string.Join(',', ring)},{ring[0]}))", 20, Start.AddDays(-30), null));
            Corners += corners;
        }

        return [.. sites.Chunk(500).Select((chunk, at) => Message(at, chunk))];
    }

    public long Corners { get; private set; }

    public List<LogRecord> Permits(int partition)
    {
        var permits = Enumerable.Range(0, trucks).Select(i =>
        {
            var (from, to) = (_middles[(i * 7) % fences], _middles[((i * 7) + 1) % fences]);
            var line = string.Create(CultureInfo.InvariantCulture, $"LINESTRING({from.Lon:F6} {from.Lat:F6}, {to.Lon:F6} {from.Lat:F6}, {to.Lon:F6} {to.Lat:F6})");
            return new Permit($"permit-{partition}-{i}", IdOf(partition, i), Start.AddDays(-30), null, "05:00", "21:00", $"site-{(i * 7) % fences}", $"site-{((i * 7) + 1) % fences}", line, 150);
        });
        return [.. permits.Chunk(1_000).Select((chunk, at) => Message(at, chunk))];
    }

    /// <summary>In time order, but for one in a hundred that is sent twice and one in two hundred that comes late.</summary>
    public List<LogRecord> Messages(int partition, int positions)
    {
        var (records, rows, late) = (new List<LogRecord>(), new List<TruckPosition>(RowsPerMessage), new Queue<TruckPosition>());
        for (var i = 0; i < positions; i++)
        {
            var position = At(partition, i % trucks, i / trucks);
            if (_random.Next(200) == 0)
            {
                late.Enqueue(position);
            }
            else
            {
                rows.Add(position);
            }

            if (_random.Next(100) == 0)
            {
                rows.Add(position);
            }

            if (late.Count > 20)
            {
                rows.Add(late.Dequeue());
            }

            if (rows.Count >= RowsPerMessage || i == positions - 1)
            {
                records.Add(Message(records.Count, rows));
                rows.Clear();
            }
        }

        return records;
    }

    private static string IdOf(int partition, int truck) => string.Create(CultureInfo.InvariantCulture, $"truck-{partition}-{truck:D5}");

    private TruckPosition At(int partition, int truck, int step)
    {
        var (from, to) = (_middles[(truck * 7) % fences], _middles[((truck * 7) + 1) % fences]);
        var (eastM, northM) = (Math.Abs(to.Lon - from.Lon) * MetresPerDegree * 0.856, Math.Abs(to.Lat - from.Lat) * MetresPerDegree);
        var oneWay = Math.Max(1, (int)((eastM + northM) / StepM));
        var (cycle, stand) = (2 * (oneWay + 20), 20);
        var phase = step % cycle;
        var isBack = phase >= oneWay + stand;
        var way = Math.Min(isBack ? phase - oneWay - stand : phase, oneWay) / (double)oneWay;
        var share = (isBack ? 1 - way : way) * (eastM + northM);
        var lon = from.Lon + ((to.Lon - from.Lon) * Math.Min(1, share / Math.Max(1, eastM)));
        var lat = from.Lat + ((to.Lat - from.Lat) * Math.Clamp((share - eastM) / Math.Max(1, northM), 0, 1));
        var isLoaded = !isBack && phase < oneWay + (stand / 2);
        var noise = (_random.NextDouble() - 0.5) * 8e-5;
        return new TruckPosition(
            IdOf(partition, truck), Start.AddSeconds((step * StepSeconds) + (truck % 20)), Math.Round(lon + noise, 6), Math.Round(lat - noise, 6), phase % (oneWay + stand) < oneWay ? 36 : 0, 90, 5, true,
            !isLoaded && !isBack, isLoaded ? 30_000 : 14_000, 0.4, 0, 3, isLoaded ? Load.Full : Load.Empty, isLoaded && truck % 50 == 0 ? Lid.Open : Lid.Closed);
    }

    private static LogRecord Message<TRow>(long offset, IReadOnlyCollection<TRow> rows)
        where TRow : class
    {
        using var batch = RowBatch.From(rows);
        return new LogRecord(offset, Start.AddDays(1), default, ArrowMessage.Encode(batch), [new LogHeader(LogHeaders.ContentType, LogHeaders.ArrowStream)]);
    }
}
