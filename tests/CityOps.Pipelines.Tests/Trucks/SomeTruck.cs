using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Tests.Trucks;

/// <summary>Positions and sites around a place in Pudong.</summary>
internal static class SomeTruck
{
    public const double Lon = 121.6;
    public const double Lat = 31.2;

    /// <summary>The instant 0 of these helpers.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static double East(double metres) => Lon + (metres / (Geodesy.MetresPerDegree * Math.Cos(double.DegreesToRadians(Lat))));

    /// <summary>A point some metres east of the place.</summary>
    public static TrackPoint At(long ms, double eastM = 0, uint alarms = 0, Told ignition = Told.Unknown, Load load = Load.Unknown) =>
        new(ms, East(eastM), Lat, alarms, load, Lid.Unknown, Told.Unknown, ignition);

    public static TruckPosition Position(string truck, double minutes, double eastM, Load load = Load.Unknown, bool? lifting = null) => new(
        truck, Start.AddMinutes(minutes), East(eastM), Lat, null, null, null, null, lifting, null, null, null, null, load);

    /// <summary>A square site, its middle some metres east of the place.</summary>
    public static Site Site(string id, double eastM, double halfM, SiteKind kind = SiteKind.Disposal)
    {
        var (west, east) = (East(eastM - halfM), East(eastM + halfM));
        var (south, north) = (Lat - (halfM / Geodesy.MetresPerDegree), Lat + (halfM / Geodesy.MetresPerDegree));
        FormattableString wkt = $"POLYGON(({west:R} {south:R}, {east:R} {south:R}, {east:R} {north:R}, {west:R} {north:R}, {west:R} {south:R}))";
        return new Site(id, id, kind, FormattableString.Invariant(wkt), null, Start.AddDays(-30), null);
    }

    /// <summary>A day's work of some trucks: load, drive, tip at the place given, come back, in messages of a few rows.</summary>
    public static IReadOnlyList<TruckPosition> Trip(string truck, double startMinutes, double tipEastM)
    {
        var points = new List<TruckPosition>();
        double minute = startMinutes;
        void Stand(double eastM, double minutes, Func<double, Load> load, bool lifting)
        {
            for (double passed = 0; passed < minutes; passed += 0.5, minute += 0.5)
            {
                points.Add(Position(truck, minute, eastM + (passed % 2 * 5), load(passed / minutes), lifting));
            }
        }

        void Drive(double fromM, double toM, Load load)
        {
            var steps = (int)Math.Ceiling(Math.Abs(toM - fromM) / 300);
            for (var step = 1; step < steps; step++, minute += 0.5)
            {
                points.Add(Position(truck, minute, fromM + ((toM - fromM) * step / steps), load));
            }
        }

        Stand(0, 8, share => share < 0.5 ? Load.Empty : Load.Full, lifting: false);
        Drive(0, tipEastM, Load.Full);
        Stand(tipEastM, 7, share => share < 0.4 ? Load.Full : Load.Empty, lifting: true);
        Drive(tipEastM, 0, Load.Empty);
        Stand(0, 1, _ => Load.Empty, lifting: false);
        return points;
    }

    public static LogRecord Message<TRow>(long offset, params IReadOnlyList<TRow> rows)
        where TRow : class
    {
        using RecordBatch batch = RowBatch.From(rows);
        return new LogRecord(offset, Start.AddDays(1), default, ArrowMessage.Encode(batch), [new LogHeader(LogHeaders.ContentType, LogHeaders.ArrowStream)]);
    }

    public static LogBatch Batch(params IReadOnlyList<LogRecord> records) =>
        new(new TopicPartition("cityops.truck-positions.v1", 0), "log", records, records[^1].Offset + 1);
}
