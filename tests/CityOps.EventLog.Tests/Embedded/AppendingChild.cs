using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using CityOps.EventLog.Embedded;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>
/// The process that dies: run by <see cref="KillTests"/> as this same executable, it appends without end and reports each acknowledged
/// record over a socket as <c>partition offset id</c>. Run otherwise it has nothing to do.
/// </summary>
public sealed class AppendingChild
{
    public const string FolderVariable = "CITYOPS_TEST_CHILD_FOLDER";
    public const string PortVariable = "CITYOPS_TEST_CHILD_PORT";
    public const string Topic = "cityops.kills.v1";
    public const int Partitions = 3;
    private const int Writers = 4;

    [Fact(Explicit = true)]
    public async Task Appends_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, "Only of use as the child of KillTests.");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable(PortVariable)!, CultureInfo.InvariantCulture));
        await using var report = new StreamWriter(client.GetStream()) { AutoFlush = true };
        using var test = TestFolder.At(folder);
        await using var log = test.Open();
        await log.EnsureTopicAsync(Topic, Partitions, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(log, report))));
    }

    /// <summary>Sum (8), id (16), payload: the sum covers what follows it.</summary>
    public static (Guid Id, bool Sound) Parse(ReadOnlySpan<byte> value) =>
        (new Guid(value.Slice(8, 16)), BinaryPrimitives.ReadUInt64LittleEndian(value) == XxHash3.HashToUInt64(value[8..]));

    private static async Task WriteAsync(EmbeddedEventLog log, StreamWriter report)
    {
        while (true)
        {
            var records = Enumerable.Range(0, Random.Shared.Next(1, 5)).Select(_ => Make()).ToArray();
            var offsets = await log.AppendAsync(Topic, records, CancellationToken.None);
            lock (report)
            {
                for (var i = 0; i < records.Length; i++)
                {
                    report.WriteLine($"{records[i].Partition} {offsets[i]} {Parse(records[i].Value.Span).Id}");
                }
            }
        }
    }

    private static LogAppend Make()
    {
        var value = new byte[24 + Random.Shared.Next(0, Random.Shared.Next(2) == 0 ? 200 : 60_000)];
        Random.Shared.NextBytes(value);
        Guid.NewGuid().TryWriteBytes(value.AsSpan(8));
        BinaryPrimitives.WriteUInt64LittleEndian(value, XxHash3.HashToUInt64(value.AsSpan(8)));
        return new LogAppend(Random.Shared.Next(Partitions), default, value, []);
    }
}
