using System.Buffers.Binary;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RocksDbSharp;

namespace CityOps.Pipelines.Tests.Landing;

/// <summary>One partition of the embedded log that cannot be read on.</summary>
public sealed class DamagedRecordLandingTests(EngineFixture engine)
{
    private const int Meters = 16;
    private const int Hours = 10;
    private const long DamagedAt = 5;

    [Fact]
    public async Task The_partition_lands_up_to_it_and_stands_still_with_the_reason_while_the_others_land_on()
    {
        using var folder = new TestFolder();
        var readings = Some.Hourly(Meters, Hours);
        await using (var before = await District.OpenAsync(folder, engine, empty: true))
        {
            await AppendHoursAsync(before, readings, from: 0, to: 8);
        }

        var damaged = new TopicPartition(Some.Readings.Topic, 1);
        Damage(Path.Combine(folder.Path, "log", "store"), damaged.Partition, DamagedAt);
        await using var district = await District.OpenAsync(folder, engine);
        await district.StartAsync();
        await LandsButForAsync(district, damaged);
        await AppendHoursAsync(district, readings, from: 8, to: Hours);
        await LandsButForAsync(district, damaged);

        var status = district.Get<LandingStatus>().Find(damaged)!;
        Assert.Equal(
            $"{damaged} cannot be read: The record at offset {DamagedAt} is damaged: restore the log from a backup. A restart reads on", status.Reason);
        var health = (await district.Get<HealthCheckService>().CheckHealthAsync()).Entries["landing"];
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("is damaged", health.Description, StringComparison.Ordinal);
        Assert.Null(district.Get<LandingStatus>().Reader.Failure);
        var meters = await district.QueryAsync("SELECT toInt64(count()) FROM readings GROUP BY meter_key", r => r.GetInt64(0));
        Assert.Equal(Meters, meters.Count);
        Assert.All(meters, rows => Assert.True(rows is Hours or DamagedAt, $"A meter has {rows} readings."));
        Assert.Contains(DamagedAt, meters);
    }

    // One message an hour and partition.
    private static async Task AppendHoursAsync(District district, Reading[] readings, int from, int to)
    {
        for (var hour = from; hour < to; hour++)
        {
            await district.AppendAsync([.. readings.Where(r => r.At == Some.Midnight.AddHours(hour))]);
        }
    }

    private static Task LandsButForAsync(District district, TopicPartition damaged) => Eventually.TrueAsync(async () =>
        (await district.Get<ILandingProgress>().PositionsAsync(CancellationToken.None)).All(p =>
            p.Partition == damaged ? p is { State: PartitionState.Stopped, NextOffset: DamagedAt } : p.State is not PartitionState.Stopped && p.LagMessages == 0));

    // Keys of records are topic number (4), partition (4), offset (8), big-endian; only one topic has records, and topic 0 is the log's own.
    private static void Damage(string store, int partition, long offset)
    {
        using var db = RocksDb.Open(new DbOptions(), store);
        using var entries = db.NewIterator();
        byte[]? key = null;
        for (entries.SeekToFirst(); entries.Valid() && key is null; entries.Next())
        {
            var at = entries.Key();
            key = at.Length == 16 && BinaryPrimitives.ReadInt32BigEndian(at) != 0 && BinaryPrimitives.ReadInt32BigEndian(at.AsSpan(4)) == partition
                && BinaryPrimitives.ReadInt64BigEndian(at.AsSpan(8)) == offset ? at : null;
        }

        var record = db.Get(key!);
        record[^1] ^= 1;
        db.Put(key!, record);
    }
}
